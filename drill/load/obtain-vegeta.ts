import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { engineCache, publish } from "../../local/engine/cache";
import { findGo, goInstall, moduleVersion, modulesHash } from "../../local/engine/go-install";
import { executable, findOnPath } from "../../local/engine/inspect";
import { type Log, timed } from "../../local/progress";

/** vegeta, under the MIT License, and all that it is built from. */
const MODULE = join(__dirname, "vegeta");
const VERSION = moduleVersion(MODULE, "github.com/tsenart/vegeta/v12");

/**
 * Obtains the load generator vegeta: the one on the PATH, one kept for this user by an earlier run, or a
 * build from its Go modules, which needs `go` on the PATH and takes about a minute.
 */
export async function obtainVegeta(log: Log): Promise<string> {
  const present = findOnPath(executable("vegeta"), process.env["PATH"] ?? "");
  if (present) return present;
  const key = `${VERSION}-${modulesHash([MODULE])}-${process.platform}-${process.arch}`;
  const build = async (scratch: string): Promise<void> => {
    const bin = join(scratch, "bin");
    await mkdir(bin);
    const go = await findGo(MODULE, log).catch((error: unknown) => {
      const reason = (error as Error).message;
      throw new Error(
        `there is no vegeta on the PATH, and none can be built: ${reason}. Install Go (https://go.dev/dl/), ` +
          "which builds it once, or vegeta 12 (https://github.com/tsenart/vegeta)",
      );
    });
    await timed(log, `Building the load generator vegeta ${VERSION} from its Go modules`, () =>
      goInstall(go, { module: MODULE, bin }),
    );
  };
  return publish(join(dirname(engineCache()), "vegeta", key), build, log, {
    name: "vegeta",
    executables: ["vegeta"],
    inspect: (file) => promisify(execFile)(file, ["-version"]),
  });
}
