import pc from "picocolors";

type Style = (text: string) => string;

/** Text styles: colours on a terminal, none elsewhere. */
export interface Styles {
  readonly heading: Style;
  readonly faint: Style;
  readonly warning: Style;
}

/** Text as it is. */
export const plain: Styles = {
  heading: (text) => text,
  faint: (text) => text,
  warning: (text) => text,
};

/**
 * Whether to print colours on standard output. `--color` decides; without it, or with `auto`, NO_COLOR,
 * FORCE_COLOR and the terminal decide.
 */
export function hasColors(
  choice: string | undefined,
  env: Readonly<NodeJS.ProcessEnv>,
  isTerminal: boolean,
): boolean {
  if (choice !== undefined && choice !== "auto") return choice === "always";
  if (env["NO_COLOR"]) return false;
  const forced = env["FORCE_COLOR"];
  if (forced) return !["0", "false"].includes(forced);
  return isTerminal && env["TERM"] !== "dumb";
}

/** Styles for standard output: plain text without colours. */
export function outputStyles(choice?: string): Styles {
  // picocolors takes any --color as a yes, and CI for a terminal.
  const colors = pc.createColors(hasColors(choice, process.env, process.stdout.isTTY === true));
  return { heading: colors.bold, faint: colors.dim, warning: colors.yellow };
}
