import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { closest } from "../../components/settings/problem";

/** An option as `parseArgs` takes it, and what `--help` says about it. */
type Option = {
  /** Lines after the first stand below it. */
  readonly about: string;
  /** What the help writes for its value. @default "VALUE" */
  readonly value?: string;
  readonly short?: string;
  /** The value is a path, from the folder where the command was called. */
  readonly isPath?: true;
} & (
  | { readonly type: "string"; readonly default?: string; readonly multiple?: false }
  | { readonly type: "string"; readonly default?: string[]; readonly multiple: true }
  | { readonly type: "boolean"; readonly default: false; readonly multiple?: false }
);

type Options = Readonly<Record<string, Option>>;

/** An option without a value. */
export const flag = (about: string) => ({ type: "boolean", default: false, about }) as const;

/** An option with a value. @param value what the help writes for it */
export const text = (value: string, about: string) => ({ type: "string", value, about }) as const;

/** An option whose value is a path: absolute in what `readOptions` gives. @param value what the help writes for it */
export const path = (value: string, about: string) =>
  ({ ...text(value, about), isPath: true }) as const;

/** A path that a user gave: npm runs its scripts in the folder of package.json, wherever it was called. `-` stays. */
export const fromCaller = (path: string): string =>
  path === "-" ? path : resolve(process.env["INIT_CWD"] ?? process.cwd(), path);

/** An option with a value, or else its default. */
export const textOr = (byDefault: string, value: string, about: string) =>
  ({ type: "string", default: byDefault, value, about }) as const;

/** What a command takes, and says about itself. */
interface CommandLine<T extends Options> {
  /** The first lines of its help. */
  readonly about: string;
  readonly options: T;
  /** What it takes beside options, each with what the help says about it. @default - nothing */
  readonly arguments?: Readonly<Record<string, string>>;
  /** The last lines of its help. */
  readonly notes?: string;
}

/** An option or argument that cannot be understood, or may not be given. */
export class WrongOption extends Error {}

const HELP = { type: "boolean", short: "h", default: false, about: "prints this" } as const;

/**
 * The values of a command's options, `--help` among them, and its arguments.
 *
 * @throws {WrongOption} with every option that is unknown, or what else is wrong
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

/** @throws {WrongOption} with all problems, if there are any */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new WrongOption([...new Set(problems)].join("\n  "));
}

/** What numbers an option takes. */
interface Range {
  readonly least: number;
  /** @default - no limit */
  readonly most?: number;
  /** @default true */
  readonly whole?: boolean;
}

/** The number that an option was given; what is wrong with it is added to the problems. */
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

/** What a command says to `--help`: a line for each argument and option, with its default. */
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
 * The options of this process. With `--help` it prints what the command says and ends the process; so it
 * does with status 2 and a message for a wrong option.
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
