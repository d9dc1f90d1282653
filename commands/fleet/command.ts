import { basename, join } from "node:path";
import { renderProblems } from "../../components/settings/problem";
import { WrongOption } from "../shared/options";
import type { Terminal } from "../shared/terminal";
import { projectName } from "../local/stacks";
import { HELP, type FleetRequest, readArguments } from "./arguments";
import { ciMatrices } from "./ci-matrix";
import { matches, noStack } from "./file/plan-waves";
import { type Fleet, readFleet } from "./file/read-fleet";
import { FleetJournal } from "./run/journal";
import type { FleetCommand } from "./run/operation";
import { operate } from "./run/operate";
import { defaultParallelism } from "./run/parallelism";
import { type FleetTarget, openAws, openSimulated } from "./run/fleet-target";
import { type FleetRun, runFleet } from "./run/run-fleet";
import { listenForSignals } from "./run/signals";
import { type ProgressView, type Screen, lineView, liveView } from "./show/progress";
import { renderRun, summarize, plural } from "./show/render";
import { writeConfigs } from "./write-configs";

const FAILED = 1;
const WRONG_ARGUMENTS = 2;
const STOPPED = 130;

/** The command's folders. */
export interface FleetFolders {
  /** The project's folder. */
  readonly root: string;
  /** The folder of local runs. */
  readonly home: string;
}

/** `npm run fleet`: runs a command on a fleet of stacks, and returns the exit code. */
export async function main(
  argv: readonly string[],
  workplace: FleetFolders,
  terminal: Terminal,
  screen: Screen,
): Promise<number> {
  try {
    const request = readArguments(argv);
    if (request === "help") {
      terminal.out(HELP);
      return 0;
    }
    const fleet = select(readFleet(request.file), request);
    const { command } = request;
    if (command === "matrix") {
      terminal.out(`${JSON.stringify(ciMatrices(fleet))}\n`);
      return 0;
    }
    if (command === "write") {
      terminal.out(`${writeConfigs(workplace.root, request.file, fleet).join("\n")}\n`);
      return 0;
    }
    const run = await carryOut({ ...request, command }, fleet, workplace, screen);
    terminal.out(`${render(command, request.json, run, terminal)}\n`);
    return exitCode(run);
  } catch (error) {
    terminal.err(`error: ${(error as Error).message}\n`);
    return error instanceof WrongOption ? WRONG_ARGUMENTS : FAILED;
  }
}

/** The selected stacks. */
function select(fleet: Fleet, { only, file }: FleetRequest): Fleet {
  if (!only) return fleet;
  const names = fleet.stacks.map(({ name }) => name);
  const unknown = only.filter((pattern) => !names.some((name) => matches(name, pattern)));
  if (unknown.length > 0) {
    const problems = unknown.map((pattern) => noStack("--only", pattern, names));
    throw new WrongOption(renderProblems(problems, file, ""));
  }
  const stacks = fleet.stacks.filter(({ name }) => only.some((pattern) => matches(name, pattern)));
  return { ...fleet, stacks };
}

async function carryOut(
  request: FleetRequest & { readonly command: FleetCommand },
  fleet: Fleet,
  { root, home }: FleetFolders,
  screen: Screen,
): Promise<FleetRun> {
  const { command, resume, aws } = request;
  const kind = aws ? "aws" : "simulated";
  const name = basename(request.file).replace(/\.[^.]*$/, "");
  const journal = FleetJournal.open(join(home, "fleet", `${name}.${kind}.jsonl`), command, resume);
  const parallel = request.parallel ?? fleet.parallel ?? defaultParallelism(kind);

  const view: ProgressView = screen.size ? liveView(screen, fleet) : lineView(screen);
  const signals = listenForSignals(view.say);
  let target: FleetTarget | undefined;
  try {
    target = await (aws ? openAws : openSimulated)(root, home, view.say);
    const where = aws ? "AWS" : "simulated AWS on this machine: no cost";
    view.say(
      `${command} of ${plural(fleet.stacks.length, "stack")}, ${parallel} at a time, in ${where}`,
    );
    const project = projectName(root);
    const context = { command, target, root, home, project, cancel: signals.cancel };
    return await runFleet(fleet, {
      command,
      parallel,
      journal,
      stop: signals.stop,
      tell: view.tell,
      operate: (stack, onStep) => operate(context, stack, onStep),
    });
  } finally {
    view.close();
    signals.close();
    await target?.close();
  }
}

function render(
  command: FleetCommand,
  asJson: boolean,
  run: FleetRun,
  { styles }: Terminal,
): string {
  if (!asJson) return renderRun(command, run, styles);
  return JSON.stringify({ command, ...run, summary: summarize(run) }, null, 2);
}

function exitCode({ outcomes, ended }: FleetRun): number {
  if (outcomes.some(({ state }) => state === "failed")) return FAILED;
  return ended === "stopped" ? STOPPED : 0;
}
