import { openSession } from "../local/session";
import { createExisting } from "../shared/existing-resources";
import { ROOT } from "../local/program";
import { type EngineRun } from "../local/run-engine";
import { readSettings } from "../local/stack-settings";
import { copyStackConfig, stackNames } from "../local/stacks";
import { userEngine } from "../recover/pulumi-cli";
import { flag, readOptions, renderHelp, text } from "../shared/options";
import { type Log, logToTerminal, timed } from "../shared/progress";
import { rowLines } from "../shared/table";
import type { Terminal } from "../shared/terminal";
import { askProgram } from "./ask-program";
import { checkBackend, checkDelegation, checkEngine, checkNode, checkState } from "./environment";
import { type Row, rowsOf } from "./rows";

const LINE = {
  about: `npm run doctor -- --stack NAME: checks the prerequisites of an update before you start it

Queries the engine, the backend and AWS. Changes nothing.`,
  options: {
    stack: text("NAME", "the stack, of Pulumi.NAME.yaml"),
    local: flag("queries the simulated AWS of `npm run local` instead"),
    json: flag("the rows as JSON"),
  },
  notes: `Exit codes: 0 an update can start, 1 the checks could not run, 2 a check failed.`,
} as const;

const PROBLEMS = 2;

/** `npm run doctor`: prints the checks of an update, and returns the exit code. */
export async function main(
  argv: readonly string[],
  terminal: Terminal,
  log: Log = logToTerminal,
): Promise<number> {
  const { values } = readOptions(argv, LINE);
  if (values.help) {
    terminal.out(renderHelp(LINE));
    return 0;
  }
  const { stack, local, json } = values;
  const names = stackNames(process.cwd());
  if (stack === undefined || !names.includes(stack)) {
    const given = stack === undefined ? "no stack is given" : `Pulumi.${stack}.yaml does not exist`;
    throw new Error(`${given}; name one of ${names.join(", ")} with --stack`);
  }
  const rows = local ? await examineLocally(stack, log) : await examineOnAws(stack, log);
  terminal.out(json ? `${JSON.stringify(rows, null, 2)}\n` : render(stack, rows, terminal));
  return rows.some(({ status }) => status === "problem") ? PROBLEMS : 0;
}

async function examineOnAws(stack: string, log: Log): Promise<Row[]> {
  const pulumi = userEngine(process.env["PATH"]);
  const env = process.env as Record<string, string>;
  return examine({ pulumi, cwd: process.cwd(), env }, stack, { log, isLocal: false });
}

async function examineLocally(stack: string, log: Log): Promise<Row[]> {
  const session = await openSession({ log });
  try {
    const { pulumi, env, project: cwd, account } = session;
    createExisting(account, readSettings(copyStackConfig(ROOT, cwd, stack), stack));
    return await examine({ pulumi, cwd, env }, stack, { log, isLocal: true });
  } finally {
    await session.close();
  }
}

/** Runs all checks. */
export async function examine(
  engine: EngineRun,
  stack: string,
  { log, isLocal }: { readonly log: Log; readonly isLocal: boolean },
): Promise<Row[]> {
  const [cli, backend] = await Promise.all([checkEngine(engine), checkBackend(engine)]);
  const before = [checkNode(), cli, backend];
  if (before.some(({ status }) => status === "problem")) return before;
  const { exists, ...state } = await checkState(engine, stack);
  const where = { root: process.cwd(), stack, exists };
  const report = await timed(log, `Asking AWS for the prerequisites of ${stack}`, () =>
    askProgram(engine, where),
  );
  const zones = new Set(report.checks.flatMap(({ zone, found }) => (zone && found ? zone : [])));
  const delegated = isLocal ? [] : [...zones].map((zone) => checkDelegation(zone));
  // A local update creates its stack.
  const ofStack =
    isLocal && !exists
      ? { ...state, status: "ok" as const, found: "not created yet", remedy: "" }
      : state;
  return [...before, ofStack, ...rowsOf(report), ...(await Promise.all(delegated))];
}

const MARKS = { ok: "ok", warning: "warn", problem: "WRONG" } as const;

function render(stack: string, rows: readonly Row[], { styles }: Terminal): string {
  const lines = rowLines(rows.map(({ status, what, found }) => [MARKS[status], what, found]));
  const text = rows.flatMap(({ status, remedy }, index) => {
    const line = status === "ok" ? lines[index]! : styles.warning(lines[index]!);
    return remedy === "" ? [line] : [line, `       do: ${remedy}`];
  });
  const count = rows.filter(({ status }) => status === "problem").length;
  const verdict =
    count === 0
      ? styles.heading(`An update of ${stack} can start.`)
      : styles.warning(`${count} ${count === 1 ? "thing is" : "things are"} wrong.`);
  return `${text.join("\n")}\n\n${verdict}\n`;
}
