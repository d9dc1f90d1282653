import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { end } from "../../commands/drill/lab/namespaces";
import type { PathLab } from "./lab";

/** The generator's results. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly bytes: number;
  /** Requests without an answer, or with a status of 400 and above. */
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface PathLoadSettings {
  readonly addresses: readonly string[];
  /** Each thread uses one address, and its share of the connections. */
  readonly threads: number;
  readonly connections: number;
  readonly seconds: number;
  /** @default "/", an answer of 9 bytes */
  readonly path?: string;
  /** Whether each request uses a new connection. @default false */
  readonly isNewEach?: boolean;
}

/** Timeout of a response on a busy machine. */
const PATIENCE_SECONDS = 30;

/** Sends requests with wrk, the next on a connection as soon as the last one is answered. */
export async function load(lab: PathLab, settings: PathLoadSettings): Promise<LoadResult> {
  const { addresses, threads, connections, seconds, path = "/", isNewEach = false } = settings;
  const wrk = lab.onClient(
    "wrk",
    [
      ...["--threads", String(threads), "--connections", String(connections)],
      ...["--duration", `${seconds}s`, "--timeout", `${PATIENCE_SECONDS}s`],
      ...["--script", join(__dirname, "spread.lua")],
      ...(isNewEach ? ["--header", "Connection: close"] : []),
      // With the port: wrk looks up "http" in /etc/services, which a minimal Debian does not have.
      `http://${addresses[0]}:80${path}`,
    ],
    { BENCH_ADDRESSES: addresses.join(" ") },
  );
  const [output, errors] = await Promise.all([text(wrk.stdout!), text(wrk.stderr!)]);
  return readLoad(output || errors);
}

/** @param output of wrk with `spread.lua`, whose last line is JSON */
export function readLoad(output: string): LoadResult {
  const last = output.trim().split("\n").at(-1)!;
  if (!last.startsWith("{")) throw new Error(`wrk printed no results:\n${output}`);
  return JSON.parse(last) as LoadResult;
}

/**
 * Opens connections, requests a page on each, and runs a function while they are open and idle. Returns how
 * many requests failed.
 */
export async function whileHolding(
  lab: PathLab,
  addresses: readonly string[],
  count: number,
  work: () => Promise<void> | void,
): Promise<number> {
  const script = join(__dirname, "hold.ts");
  const args = ["--require", "tsx", script, String(count), ...addresses];
  const holder = lab.onClient(process.execPath, args);
  try {
    const errors = text(holder.stderr!);
    // Its output ends without an error message if it fails.
    const [said = ""] = (await Promise.race([
      once(holder.stdout!, "data"),
      once(holder.stdout!, "end"),
    ])) as [Buffer?];
    const failed = /^open (\d+)$/m.exec(said.toString())?.[1];
    if (failed === undefined) throw new Error(`no connections were held: ${await errors}`);
    await work();
    return Number(failed);
  } finally {
    await end(holder, "SIGKILL");
  }
}
