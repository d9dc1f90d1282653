/**
 * `npm run bench:fleet`: previews of a fleet in the simulated AWS: time, memory, and the ratio to the same previews
 * one after the other.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { obtainEngine } from "../../commands/shared/engine/obtain";
import { type MeasuredRun, run } from "../measure";
import { readProcessOptions } from "../../commands/shared/options";
import { renderTable } from "../../commands/shared/table";

const root = join(__dirname, "../..");
const values = readProcessOptions(
  `npm run bench:fleet [-- options]: previews of many stacks at a time, as ratios to the same one after the other

Takes some 3 minutes on two cores, and 20 s for each further stack.`,
  {
    stacks: { type: "string", default: "4", about: "stacks of the fleet" },
    parallel: {
      type: "string",
      default: String(availableParallelism()),
      about: "stacks at a time",
    },
    base: {
      type: "string",
      default: "Pulumi.pair.yaml",
      about: "the base configuration of every stack",
    },
    sequential: {
      type: "string",
      default: "4",
      about: "stacks that are previewed one after the other",
    },
  },
);
const [stacks, parallel] = [Number(values.stacks), Number(values.parallel)];
const sequential = Math.min(Number(values.sequential), stacks);

const names = Array.from({ length: stacks }, (_, index) => `s${index + 1}`);

const folder = join(root, ".holdfast", "bench-fleet");
const file = join(folder, "fleet.yaml");

async function main(): Promise<void> {
  const { version } = await obtainEngine();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    file,
    JSON.stringify({
      base: relative(folder, join(root, values.base)),
      config: { "holdfast:tags": { environment: "{stack}" } },
      stacks: Object.fromEntries(names.map((name) => [name, {}])),
    }),
  );
  process.stderr.write(`previews of ${sequential} stacks, one after the other …\n`);
  const only = names.slice(0, sequential).flatMap((name) => ["--only", name]);
  const alone = await fleet([...only, "--parallel", "1"]);
  process.stderr.write(`previews of ${stacks} stacks, ${parallel} at a time …\n`);
  const together = await fleet(["--parallel", String(parallel)]);
  const row = (what: string, { seconds, peakMegabytes }: MeasuredRun, count: number) => [
    what,
    String(count),
    seconds.toFixed(1),
    (seconds / count).toFixed(2),
    (seconds / count / (alone.seconds / sequential)).toFixed(2),
    peakMegabytes?.toFixed(0) ?? "-",
  ];
  console.log(
    renderTable(
      ["previews", "stacks", "s", "s each", "to one after the other", "peak MB"],
      [
        row("one after the other", alone, sequential),
        row(`${parallel} at a time`, together, stacks),
      ],
    ),
  );
  console.log(`Pulumi ${version}, ${availableParallelism()} processors, ${values.base}`);
}

/** The complete command as users run it, with a separate home. */
const fleet = (args: readonly string[]): Promise<MeasuredRun> =>
  run({
    file: process.execPath,
    args: [
      ...process.execArgv,
      join(root, "test", "support", "fleet-main.ts"),
      join(folder, "home"),
      ...["preview", "--file", file, "--json", ...args],
    ],
    cwd: root,
    env: process.env,
  });

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
