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
 * Runs the command of this process's program, apart from what a terminal sends to all that it has in the
 * foreground, and sets the exit code to its.
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
  // Loaded only here, where it is needed: the SDK takes memory.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { main } = require("./command") as typeof FleetCommand;
  return main(argv, workplace, processTerminal(), processScreen());
}
