import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface MeasuredRun {
  readonly seconds: number;
  /** Highest sum of resident memory over the process and its descendants, sampled; Linux only. */
  readonly peakMegabytes: number | undefined;
}

export interface MeasuredCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

const SAMPLE_MS = 50;
const PAGE_BYTES = 4096;

/** Runs a command once; its output is shown only if it fails. */
export function run({ file, args, cwd, env }: MeasuredCommand): Promise<MeasuredRun> {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let peak = 0;
    const sampler = setInterval(
      () => (peak = Math.max(peak, residentBytes(child.pid!))),
      SAMPLE_MS,
    );
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    }
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(sampler);
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (code !== 0) reject(new Error(`${file} ${args.join(" ")} ended with ${code}\n${output}`));
      else resolve({ seconds, peakMegabytes: peak > 0 ? peak / 1e6 : undefined });
    });
  });
}

/** Runs the commands in turn, so that other load on the machine affects all equally. */
export async function runInTurn(
  commands: readonly MeasuredCommand[],
  rounds: number,
): Promise<MeasuredRun[][]> {
  const runs: MeasuredRun[][] = commands.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, command] of commands.entries()) runs[index]!.push(await run(command));
  }
  return runs;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The quantile of the values for a share. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
}

function residentBytes(root: number): number {
  const children = new Map<number, number[]>();
  const resident = new Map<number, number>();
  for (const pid of processIds()) {
    try {
      // Fields after the parenthesised name: state is the first, the parent the second, RSS the 22nd.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
      const parent = Number(stat[1]);
      children.set(parent, [...(children.get(parent) ?? []), pid]);
      resident.set(pid, Number(stat[21]) * PAGE_BYTES);
    } catch {
      // The process ended during the read.
    }
  }
  const sum = (pid: number): number =>
    (resident.get(pid) ?? 0) +
    (children.get(pid) ?? []).reduce((total, child) => total + sum(child), 0);
  return sum(root);
}

function processIds(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
