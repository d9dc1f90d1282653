import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { installTool } from "../../local/engine/build";
import { engineCache } from "../../local/engine/cache";
import { executable, findOnPath } from "../../local/engine/inspect";
import { type Log, timed } from "../../local/progress";

/** The Go module that names vegeta's version and all that it is built from. */
const MODULE = join(__dirname, "vegeta");

/**
 * Obtains the load generator vegeta: the one on the PATH, one kept for this user by an earlier run, or a
 * build from its Go modules, which needs `go` on the PATH and takes about a minute.
 */
export async function obtainVegeta(
  log: Log,
  { path = process.env["PATH"] ?? "", cache = join(dirname(engineCache()), "vegeta") } = {},
): Promise<string> {
  const name = executable("vegeta");
  const present = findOnPath(name, path);
  if (present) return present;
  const folder = join(cache, `${sumOf("go.mod", "go.sum")}-${process.platform}-${process.arch}`);
  const kept = join(folder, name);
  if (existsSync(kept)) return kept;
  const go = findOnPath(executable("go"), path);
  if (!go) {
    throw new Error(
      "there is no vegeta and no go on the PATH: install Go (https://go.dev/dl/), which builds it once, " +
        "or vegeta 12 (https://github.com/tsenart/vegeta)",
    );
  }
  await mkdir(cache, { recursive: true });
  const scratch = await mkdtemp(`${folder}.partial-`);
  try {
    await timed(
      log,
      "Building the load generator vegeta from its Go modules (about a minute, once)",
      () => installTool(go, MODULE, scratch, "-s -w"),
    );
    // Of several at once, one is first, and all of them are the same.
    await rename(scratch, folder).catch((error: unknown) => {
      if (!existsSync(kept)) throw error;
    });
    return kept;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function sumOf(...files: string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(join(MODULE, file)));
  return hash.digest("hex").slice(0, 12);
}
