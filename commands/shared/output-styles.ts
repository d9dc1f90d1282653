import pc from "picocolors";

type Style = (text: string) => string;

/** How the text is set off: on a terminal with colours, elsewhere not at all. */
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
 * Whether standard output gets colours. The value of `--color` decides; without one, or with `auto`,
 * NO_COLOR, FORCE_COLOR, and whether it is a terminal that has colours.
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

/** Styles for standard output: plain text where it gets no colours. */
export function outputStyles(choice?: string): Styles {
  // picocolors' own test takes any --color for a yes, and CI for a terminal.
  const colors = pc.createColors(hasColors(choice, process.env, process.stdout.isTTY === true));
  return { heading: colors.bold, faint: colors.dim, warning: colors.yellow };
}
