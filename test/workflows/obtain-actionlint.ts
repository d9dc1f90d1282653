import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { engineCache, publish } from "../../local/engine/cache";
import { findGo, goInstall, moduleVersion, modulesHash } from "../../local/engine/go-install";
import { type Log, logToTerminal, timed } from "../../local/progress";

/** actionlint, under the MIT License. */
const MODULE = join(__dirname, "module");
const VERSION = moduleVersion(MODULE, "github.com/rhysd/actionlint");

/** Path of actionlint: kept for this user by an earlier run, else built from Go modules within a minute. */
export function obtainActionlint(log: Log = logToTerminal): Promise<string> {
  const key = `${VERSION}-${modulesHash([MODULE])}-${process.platform}-${process.arch}`;
  const folder = join(dirname(engineCache()), "actionlint", key);
  const build = async (scratch: string): Promise<void> => {
    const bin = join(scratch, "bin");
    await mkdir(bin);
    const go = await findGo(MODULE, log);
    await timed(log, `Building actionlint ${VERSION} from Go modules`, () =>
      goInstall(go, { module: MODULE, bin }),
    );
  };
  return publish(folder, build, log, {
    name: "actionlint",
    executables: ["actionlint"],
    inspect: (file) => promisify(execFile)(file, ["-version"]),
  });
}
