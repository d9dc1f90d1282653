import { parseArgs } from "node:util";

/** An option of a bench, as `parseArgs` takes it, and what `--help` says about it. */
type Option = { readonly about: string } & (
  | { readonly type: "string"; readonly default: string; readonly multiple?: false }
  | { readonly type: "string"; readonly default: string[]; readonly multiple: true }
  | { readonly type: "boolean"; readonly default: false; readonly multiple?: false }
);

/**
 * What a bench was asked for. With `--help` it prints `about`, which says what is measured and how long that
 * takes, and every option, and ends the process; so it does with status 2 and a message for a wrong option.
 */
export function readArguments<const T extends Readonly<Record<string, Option>>>(
  about: string,
  options: T,
) {
  const help = { type: "boolean", short: "h", default: false, about: "prints this" } as const;
  try {
    const { values } = parseArgs<{ options: T & { help: typeof help } }>({
      options: { ...options, help },
    });
    if (!(values as { help: boolean }).help) return values;
  } catch (error) {
    process.stderr.write(`error: ${(error as Error).message}\n`);
    process.exit(2);
  }
  process.stdout.write(renderHelp(about, { ...options, help }));
  process.exit(0);
}

/** A line for each option, with its default. */
export function renderHelp(about: string, options: Readonly<Record<string, Option>>): string {
  const rows = Object.entries(options).map(([name, option]) => {
    const many = Array.isArray(option.default) ? "all" : option.default;
    return [
      option.type === "boolean" ? `--${name}` : `--${name} ${option.multiple ? "NAME" : "VALUE"}`,
      option.about + (many === false ? "" : ` (default: ${many})`),
    ] as const;
  });
  const width = Math.max(...rows.map(([option]) => option.length));
  return `${about}\n\n${rows.map(([option, text]) => `  ${option.padEnd(width)}  ${text}`).join("\n")}\n`;
}
