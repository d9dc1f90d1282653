import { processTerminal } from "../shared/terminal";
import type * as FleetCommand from "./command";
import { runApart } from "./run/signals";
import type { Screen } from "./show/progress";

/** Set in the process that does the work. */
const APART = "HOLDFAST_FLEET_APART";

/** Progress goes to stderr, so that stdout stays free for the result. */
function processScreen(): Screen {
  const { stderr } = process;
  return {
    write: (text) => void stderr.write(text),
    size: stderr.isTTY ? () => ({ columns: stderr.columns, rows: stderr.rows }) : undefined,
  };
}

/**
 * Runs this program's command, isolated from signals that a terminal sends to all foreground processes, and
 * sets the exit code to the command's.
 *
 * @param argv arguments of the command, the last ones of the process
 */
export async function start(
  argv: readonly string[],
  workplace: FleetCommand.FleetFolders,
): Promise<void> {
  process.exitCode =
    process.env[APART] === undefined
      ? await runApart(process.argv.slice(1), { ...process.env, [APART]: "1" })
      : await work(argv, workplace);
}

function work(argv: readonly string[], workplace: FleetCommand.FleetFolders): Promise<number> {
  // Loaded only when needed, as the SDK takes memory.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { main } = require("./command") as typeof FleetCommand;
  return main(argv, workplace, processTerminal(), processScreen());
}
