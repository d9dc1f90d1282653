import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { closest } from "../../components/settings/problem";

/** An option for `parseArgs`, with its text in `--help`. */
type Option = {
  /** Lines after the first are printed below it. */
  readonly about: string;
  /** Placeholder of its value in the help. @default "VALUE" */
  readonly value?: string;
  readonly short?: string;
  /** Whether the value is a path, relative to the folder where the command was called. */
  readonly isPath?: true;
} & (
  | { readonly type: "string"; readonly default?: string; readonly multiple?: false }
  | { readonly type: "string"; readonly default?: string[]; readonly multiple: true }
  | { readonly type: "boolean"; readonly default: false; readonly multiple?: false }
);

type Options = Readonly<Record<string, Option>>;

/** An option without a value. */
export const flag = (about: string) => ({ type: "boolean", default: false, about }) as const;

/** An option with a value. @param value its placeholder in the help */
export const text = (value: string, about: string) => ({ type: "string", value, about }) as const;

/**
 * An option whose value is a path, which `readOptions` makes absolute. @param value its placeholder in the
 * help
 */
export const path = (value: string, about: string) =>
  ({ ...text(value, about), isPath: true }) as const;

/**
 * Resolves a user's path: npm runs its scripts in the folder of package.json, not where it was called. Keeps
 * `-`.
 */
export const fromCaller = (path: string): string =>
  path === "-" ? path : resolve(process.env["INIT_CWD"] ?? process.cwd(), path);

/** An option with a value, or else its default. */
export const textOr = (byDefault: string, value: string, about: string) =>
  ({ type: "string", default: byDefault, value, about }) as const;

/** The options and the help of a command. */
interface CommandLine<T extends Options> {
  /** The first lines of its help. */
  readonly about: string;
  readonly options: T;
  /** Its arguments, each with its text in the help. @default - none */
  readonly arguments?: Readonly<Record<string, string>>;
  /** The last lines of its help. */
  readonly notes?: string;
}

/** An unknown or invalid option or argument. */
export class WrongOption extends Error {}

const HELP = { type: "boolean", short: "h", default: false, about: "prints this" } as const;

/**
 * The values of a command's options, `--help` among them, and its arguments.
 *
 * @throws {WrongOption} with every unknown option, or other problems
 */
export function readOptions<const T extends Options>(
  argv: readonly string[],
  { options, arguments: taken }: CommandLine<T>,
) {
  const known = { ...options, help: HELP };
  const args = [...argv];
  refuseUnknown(args, known);
  try {
    const parsed = parseArgs<{
      args: string[];
      options: T & { help: typeof HELP };
      allowPositionals: boolean;
    }>({
      args,
      options: known,
      allowPositionals: taken !== undefined,
    });
    resolvePaths(parsed.values, options);
    return parsed;
  } catch (error) {
    throw new WrongOption((error as Error).message, { cause: error });
  }
}

function resolvePaths(values: Record<string, unknown>, options: Options): void {
  for (const [name, { isPath }] of Object.entries(options)) {
    const value = values[name];
    if (isPath && typeof value === "string") values[name] = fromCaller(value);
  }
}

function refuseUnknown(args: string[], options: Options): void {
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true });
  const names = Object.keys(options);
  const problems = tokens.flatMap((token) => {
    if (token.kind !== "option" || names.includes(token.name)) return [];
    const meant = closest(token.name, names);
    const remedy =
      meant === undefined ? "--help lists those that exist" : `Did you mean --${meant}?`;
    return `Unknown option '${token.rawName}'. ${remedy}`;
  });
  refuse(problems);
}

/** @throws {WrongOption} with all problems, if any */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new WrongOption([...new Set(problems)].join("\n  "));
}

/** The valid numbers of an option. */
interface Range {
  readonly least: number;
  /** @default - no limit */
  readonly most?: number;
  /** @default true */
  readonly whole?: boolean;
}

/** The number value of an option; adds a problem if it is invalid. */
export function readNumber(
  problems: string[],
  option: string,
  text: string,
  { least, most = Infinity, whole = true }: Range,
): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (!(value >= least && value <= most) || (whole && !/^\d+$/.test(text))) {
    const range = most === Infinity ? `from ${least} on` : `from ${least} to ${most}`;
    problems.push(`--${option} ${text}: must be a ${whole ? "whole " : ""}number ${range}`);
  }
  return value;
}

/** The text of `--help`: a line for each argument and option, with its default. */
export function renderHelp<T extends Options>(line: CommandLine<T>): string {
  const options = Object.entries<Option>(line.options).map(([name, option]) => {
    const value = option.type === "boolean" ? "" : ` ${option.value ?? "VALUE"}`;
    return [`--${name}${value}`, option.about + renderDefault(option)] as const;
  });
  const rows = [...Object.entries(line.arguments ?? {}), ...options];
  const width = Math.max(...rows.map(([name]) => name.length));
  const below = `\n${" ".repeat(width + 4)}`;
  const lines = rows.map(
    ([name, about]) => `  ${name.padEnd(width)}  ${about.replaceAll("\n", below)}`,
  );
  return [line.about, lines.join("\n"), ...(line.notes === undefined ? [] : [line.notes])]
    .join("\n\n")
    .concat("\n");
}

function renderDefault({ default: value }: Option): string {
  if (value === undefined || value === false || value === "" || value.length === 0) return "";
  return ` (default: ${Array.isArray(value) ? "all" : value})`;
}

/**
 * The options of this process. With `--help`, it prints the help and ends the process. For a wrong option, it
 * prints a message and ends the process with status 2.
 */
export function readProcessOptions<const T extends Options>(about: string, options: T) {
  const line = { about, options };
  try {
    const { values } = readOptions(process.argv.slice(2), line);
    if (!(values as { help: boolean }).help) return values;
  } catch (error) {
    process.stderr.write(`error: ${(error as Error).message}\n`);
    process.exit(2);
  }
  process.stdout.write(renderHelp(line));
  process.exit(0);
}
