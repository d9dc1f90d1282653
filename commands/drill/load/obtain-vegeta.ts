import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { obtainGoTool } from "../../shared/engine/go-tool";
import { executable, findOnPath } from "../../shared/engine/inspect";
import type { Log } from "../../shared/progress";

/**
 * Obtains the load generator vegeta, under the MIT License: the one on the PATH, one kept for this user by
 * an earlier run, or a build from its Go modules, which needs `go` on the PATH and takes about a minute.
 */
export async function obtainVegeta(log: Log): Promise<string> {
  const present = findOnPath(executable("vegeta"), process.env["PATH"] ?? "");
  if (present) return present;
  const tool = {
    name: "vegeta",
    module: join(__dirname, "vegeta"),
    path: "github.com/tsenart/vegeta/v12",
    remedy:
      "install Go (https://go.dev/dl/), which builds it once, or vegeta 12 (https://github.com/tsenart/vegeta)",
    inspect: (file: string) => promisify(execFile)(file, ["-version"]),
  };
  return obtainGoTool(tool, log);
}
