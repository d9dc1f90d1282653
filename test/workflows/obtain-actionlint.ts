import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { obtainGoTool } from "../../commands/shared/engine/go-tool";
import { type Log, logToTerminal } from "../../commands/shared/progress";

/** Path of actionlint, under the MIT License: kept for this user, else built within a minute. */
export const obtainActionlint = (log: Log = logToTerminal): Promise<string> =>
  obtainGoTool(
    {
      name: "actionlint",
      module: join(__dirname, "module"),
      path: "github.com/rhysd/actionlint",
      inspect: (file) => promisify(execFile)(file, ["-version"]),
    },
    log,
  );
