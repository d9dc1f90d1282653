/** Operations that accept only flags; `up` would take an argument for a template. */
const FLAGS_ONLY = new Set(["up", "preview", "refresh", "destroy"]);

/** A part of a command line, from `parseArgs`. */
type Token =
  | { readonly kind: "positional"; readonly value: string }
  | { readonly kind: "option"; readonly value?: string | undefined }
  | { readonly kind: "option-terminator" };

/**
 * Refuses arguments of an operation that accepts only flags: usually a stack's name without --stack.
 *
 * @throws {Error} with the correct form
 */
export function rejectStrays(command: string, tokens: readonly Token[]): void {
  if (!FLAGS_ONLY.has(command)) return;
  let isAfterCommand = false;
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "positional") continue;
    if (isAfterCommand) throw new Error(refusal(command, token.value, tokens[index - 1]));
    isAfterCommand = true;
  }
}

function refusal(command: string, argument: string, before: Token | undefined): string {
  const remedies = [
    /^[\w.-]+$/.test(argument)
      ? `Did you mean --stack ${argument}?`
      : "A local run deploys this project, not a template. Choose a stack with --stack NAME.",
    // A newer engine may have an unknown flag with a value.
    ...(before?.kind === "option" && before.value === undefined
      ? ["To give a flag a value, write --flag=value."]
      : []),
  ];
  return `${command} takes flags only (got "${argument}"). ${remedies.join(" ")}`;
}
