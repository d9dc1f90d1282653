/**
 * `npm run bench:path`: the cost of HAProxy with a node's configuration for a request, as ratios to the
 * direct path and to a plain HAProxy with the settings of "Providing Static IPs for Non-Trivial
 * Architectures" (Oli Wood, AWS Advent 2016), in the same lab and run.
 */
import { cpus, loadavg } from "node:os";
import { prepareMachine } from "../../commands/drill/lab/requirements";
import { logToTerminal, timed } from "../../commands/shared/progress";
import { renderTable } from "../../commands/shared/table";
import { type Options, HELP, readPathOptions } from "./arguments";
import { cellsOf, rowsOf, type Series } from "./figures";
import { renderPublished } from "./default-type";
import { PathLab } from "./lab";
import { measure, type RoundSample } from "./measure";
import { renderSizing } from "./sizing";
import type { PathVariant } from "./variants";

const COMMANDS = ["haproxy", "nginx", "dnsmasq", "wrk", "ip", "curl"];
/** Connections whose memory is measured. */
const HELD = 1_000;

async function main(): Promise<void> {
  const options = optionsOrUsage();
  if (options === undefined) return;
  await prepareMachine(COMMANDS);
  const lab = await PathLab.open();
  const stop = (): void => void lab.close().finally(() => process.exit(130));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const load = loadavg()[0]!;
    const results = [];
    for (const nodes of options.nodes) {
      results.push({ nodes, series: await compare(lab, nodes, options) });
    }
    const failed = report(results, options, load);
    if (failed > 0) process.exitCode = 1;
  } finally {
    await lab.close();
  }
}

function optionsOrUsage(): Options | undefined {
  try {
    const options = readPathOptions(process.argv.slice(2));
    if (options !== "help") return options;
    process.stdout.write(HELP);
  } catch (error) {
    process.stderr.write(`error: ${(error as Error).message}\n`);
    process.exitCode = 2;
  }
  return undefined;
}

/** Measures the variants in turn, so that other load on the machine affects all equally. */
async function compare(lab: PathLab, nodes: number, options: Options): Promise<Series[]> {
  const { rounds, seconds, connections } = options;
  const chosen = lab.variants.filter(({ key }) => options.variants.includes(key));
  const samples = new Map<PathVariant, RoundSample[]>(chosen.map((variant) => [variant, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const [variant, own] of samples) {
      const title = `${nodes} ${nodes === 1 ? "node" : "nodes"}, round ${round} of ${rounds}: ${variant.title}`;
      const effort = { seconds, connections, held: HELD };
      own.push(await timed(logToTerminal, title, () => measure(lab, variant, nodes, effort)));
    }
  }
  return [...samples].map(([{ key, title }, own]) => ({ key, title, samples: own }));
}

interface Result {
  readonly nodes: number;
  readonly series: readonly Series[];
}

/** Prints the results; returns how many requests failed. */
function report(results: readonly Result[], options: Options, loadBefore: number): number {
  const failed = results
    .flatMap(({ series }) => series.flatMap(({ samples }) => samples))
    .reduce((total, sample) => total + sample.failed, 0);
  const load = { before: loadBefore, after: loadavg()[0]! };
  if (options.json) {
    const rows = results.map((result) => ({ ...result, rows: rowsOf(result.series) }));
    console.log(JSON.stringify({ options, cpus: cpus().length, load, failed, results: rows }));
    return failed;
  }
  const rows = results.flatMap(({ nodes, series }) =>
    rowsOf(series).map((row) => cellsOf(nodes, row)),
  );
  const head = ["nodes", "what", "way", "median", "worst", "to direct", "to plain"];
  console.log(renderTable(head, rows));
  console.log(
    `${options.rounds} rounds of ${options.seconds} s, in turn, ${options.connections} connections; ` +
      `${cpus().length} cores for generator, nodes and backend together, load ` +
      `${load.before.toFixed(1)} before and ${load.after.toFixed(1)} after; ${failed} requests failed`,
  );
  reportSizes(results[0]!);
  return failed;
}

/** Prints the capacity of instance types, if the measured variants allow it. */
function reportSizes({ series }: Result): void {
  const own = rowsOf(series.filter(({ key }) => key === "holdfast"));
  const of = (title: string) => own.find(({ figure }) => figure === title)?.median;
  const [perRequest, perConnection, perMebibyte] = [
    ...[of("CPU µs a request"), of("CPU µs a new connection"), of("CPU µs a MiB")],
  ];
  if (perRequest === undefined || perConnection === undefined || perMebibyte === undefined) return;
  console.log(`\n${renderSizing({ perRequest, perConnection, perMebibyte })}`);
  console.log(`\n${renderPublished()}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
