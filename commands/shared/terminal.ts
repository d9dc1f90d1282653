import { type Styles, outputStyles } from "./output-styles";

/** The output streams of a command. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly styles: Styles;
}

/** The standard streams of this process, with colours if supported. */
export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    styles: outputStyles(),
  };
}

/** Runs a command, and returns its exit code: 1, with the message, if it fails. */
export async function runCommand(
  terminal: Terminal,
  command: () => Promise<string>,
): Promise<number> {
  try {
    terminal.out(`${(await command()).trimEnd()}\n`);
    return 0;
  } catch (error) {
    terminal.err(`error: ${(error as Error).message}\n`);
    return 1;
  }
}
