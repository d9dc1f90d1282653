/** Operations that take flags only; `up` would clone the template that an argument names. */
const FLAGS_ONLY = new Set(["up", "preview", "refresh", "destroy"]);

/** A part of a command line, as `parseArgs` gives it. */
type Token =
  | { readonly kind: "positional"; readonly value: string }
  | { readonly kind: "option"; readonly value?: string | undefined }
  | { readonly kind: "option-terminator" };

/**
 * Refuses arguments after an operation that takes flags only: mostly the name of a stack without --stack.
 *
 * @throws {Error} with what to write instead
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
    // A newer engine may have a flag with a value that is not known here.
    ...(before?.kind === "option" && before.value === undefined
      ? ["To give a flag a value, write --flag=value."]
      : []),
  ];
  return `${command} takes flags only (got "${argument}"). ${remedies.join(" ")}`;
}
