import { join } from "node:path";
import { type Log, logToTerminal, timed } from "../progress";
import { BUILD_VERSION, buildEngine, buildHash } from "./build";
import { engineCache, publish, publishedEngine } from "./cache";
import { DOWNLOAD_VERSION, downloadEngine } from "./download";
import { ENGINE, OLDEST_VERSION, findOnPath, inspectEngine } from "./inspect";

/** The Pulumi CLI, with its host for Node.js programs next to it or on the PATH. */
export interface Engine {
  /** Path of the executable `pulumi`. */
  readonly bin: string;
  readonly version: string;
  readonly source: "path" | "cache" | "download" | "build";
}

/** One way to obtain an engine. It throws the reason if it fails. */
export interface EngineSource {
  readonly name: string;
  /** A slow way is announced, with the reasons why earlier ones failed. */
  readonly slow: boolean;
  readonly find: () => Engine | Promise<Engine>;
}

/**
 * Obtains a Pulumi engine in the first way that works: the one on the PATH, one cached by an earlier run, the
 * official download, a build from Go modules. The last two are cached in the user's cache folder. Throws one
 * error with all reasons if none works.
 */
export async function obtainEngine({
  log = logToTerminal,
  ways = engineSources(log),
}: { log?: Log; ways?: readonly EngineSource[] } = {}): Promise<Engine> {
  const failed: string[] = [];
  let said = 0;
  for (const [index, { name, slow, find }] of ways.entries()) {
    if (slow) {
      failed.slice(said).forEach((line, at) => {
        log(`Engine ${line}; next, ${ways[said + at + 1]?.name}`);
      });
      said = index;
    }
    try {
      const engine = await find();
      const unsaid = failed.slice(said).map((line) => ` (${line})`);
      log(`Engine ${name}: Pulumi ${engine.version}${unsaid.join("")}`);
      return engine;
    } catch (error) {
      failed.push(`${name}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    [
      "no Pulumi engine could be obtained:",
      ...failed.map((line) => `  - ${line}`),
      `Install Pulumi ${OLDEST_VERSION} or newer (https://www.pulumi.com/docs/install/), ` +
        "or allow this machine to reach that site or Go's module proxy (with Go from https://go.dev/dl/), " +
        "and run this again.",
    ].join("\n"),
  );
}

/** The four ways to obtain an engine, for an environment and a cache folder. */
export function engineSources(
  log: Log,
  { path = process.env["PATH"] ?? "", cache = engineCache() } = {},
): readonly EngineSource[] {
  const platform = `${process.platform}-${process.arch}`;
  const downloaded = join(cache, `${DOWNLOAD_VERSION}-download-${platform}`);
  const built = join(cache, `${BUILD_VERSION}-${buildHash()}-${platform}`);
  return [
    { name: "on the PATH", slow: false, find: () => fromPath(path) },
    {
      name: "kept from an earlier run",
      slow: false,
      find: () => fromCache({ [DOWNLOAD_VERSION]: downloaded, [BUILD_VERSION]: built }),
    },
    {
      name: "by download",
      slow: true,
      find: async () => {
        const title = `Downloading Pulumi ${DOWNLOAD_VERSION}`;
        const make = (scratch: string): Promise<void> =>
          timed(log, title, () => downloadEngine(scratch));
        const bin = await publish(downloaded, make, log);
        return { bin, version: DOWNLOAD_VERSION, source: "download" };
      },
    },
    {
      name: "by a build from Go modules",
      slow: true,
      find: async () => {
        const bin = await publish(built, (scratch) => buildEngine(scratch, log), log);
        return { bin, version: BUILD_VERSION, source: "build" };
      },
    },
  ];
}

async function fromPath(path: string): Promise<Engine> {
  const bin = findOnPath(ENGINE, path);
  if (!bin) {
    throw new Error("none");
  }
  return { bin, version: await inspectEngine(bin, path), source: "path" };
}

function fromCache(kept: Readonly<Record<string, string>>): Engine {
  for (const [version, folder] of Object.entries(kept)) {
    const bin = publishedEngine(folder);
    if (bin) {
      return { bin, version, source: "cache" };
    }
  }
  throw new Error("none");
}
