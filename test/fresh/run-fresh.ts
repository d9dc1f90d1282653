import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Log, logToTerminal, timed } from "../../commands/shared/progress";
import { BareRoot } from "./bare-root";
import { type BroughtAlong, describeBroughtAlong, planBroughtAlong } from "./brought-along";
import type { Ended } from "./isolated";
import { readHost } from "./read-host";
import { FAILED, renderInstalled, renderTimes, type Step, totalsIn } from "./report";
import { ensureRequirements } from "./requirements";
import { HOME } from "./variables";

const CHECKOUT = join(__dirname, "..", "..");
const CLONE = "/srv/holdfast.git";

/** The commands of a new user, in this order, with their folders. The last command prints totals. */
export const COMMANDS: readonly (readonly [command: string, folder: string])[] = [
  [`git clone ${CLONE}`, HOME],
  ["npm run local", join(HOME, "holdfast")],
  ["npm test", join(HOME, "holdfast")],
];

/** Where the commands run. */
export type Machine = Pick<BareRoot, "run" | "packages">;

/**
 * `npm run test:fresh`: runs the commands of the README on a bare machine. Its last line is the totals of
 * `npm test` there. With `--check`, it only checks whether this host can make a bare machine.
 */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { check: { type: "boolean" } } });
  let broughtAlong: BroughtAlong;
  try {
    broughtAlong = planBroughtAlong(readHost(await ensureRequirements()));
  } catch (error) {
    const reason = (error as Error).message;
    console.log(
      values.check
        ? `npm test runs on this host, not on a bare machine: ${reason}`
        : `error: ${reason}\n${FAILED}`,
    );
    process.exitCode = 1;
    return;
  }
  if (!values.check) await makeAndRun(broughtAlong);
}

async function makeAndRun(broughtAlong: BroughtAlong): Promise<void> {
  const stop = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => stop.abort(new Error(`ended by ${signal}`));
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  const root = new BareRoot(broughtAlong, stop.signal);
  try {
    console.log(
      ["The bare machine has", ...describeBroughtAlong(broughtAlong, describeCheckout())].join(
        "\n  ",
      ),
    );
    const started = performance.now();
    await timed(logToTerminal, `Making a bare Debian ${broughtAlong.codename}`, async () => {
      await root.create();
      await root.clone(CHECKOUT, CLONE);
    });
    const made = { name: "bare machine", seconds: (performance.now() - started) / 1000 };
    process.exitCode = (await runCommands(root, [made])) ? 0 : 1;
  } catch (error) {
    console.log(`error: ${(error as Error).message}\n${FAILED}`);
    process.exitCode = 1;
  } finally {
    root.remove();
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

/** Runs the commands up to the first that fails, and prints a report. Returns whether all succeeded. */
export async function runCommands(
  machine: Machine,
  made: readonly Step[],
  print: Log = console.log,
): Promise<boolean> {
  const before = await machine.packages();
  const steps = [...made];
  let last: Ended = { status: null, output: "" };
  for (const [command, folder] of COMMANDS) {
    print(`\n$ ${command}`);
    const started = performance.now();
    last = await machine.run(command, folder);
    steps.push({ name: command, seconds: (performance.now() - started) / 1000 });
    if (last.status !== 0) {
      print(`failed: ${command}, exit code ${last.status ?? "none: it was killed"}`);
      break;
    }
  }
  print("");
  renderInstalled(before, await machine.packages()).forEach((line) => print(line));
  print("");
  renderTimes(steps).forEach((line) => print(line));
  const totals = totalsIn(last.output);
  print("");
  print(totals ?? FAILED);
  return last.status === 0 && totals !== undefined;
}

/** The commit that is cloned, with a warning about uncommitted changes. */
function describeCheckout(): string {
  const git = (...args: string[]): string =>
    spawnSync("git", args, { cwd: CHECKOUT, encoding: "utf8" }).stdout.trim();
  const commit = `commit ${git("rev-parse", "--short", "HEAD")} as ${CLONE}`;
  return git("status", "--porcelain") === ""
    ? commit
    : `${commit}, without the uncommitted changes of the work tree`;
}
