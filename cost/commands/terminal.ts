import pc from "picocolors";
import type { Styles } from "../render-estimate";

/** Where a command writes. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly styles: Styles;
}

/** The terminal of this process: with colours if it is one, and NO_COLOR is not set. */
export function processTerminal(): Terminal {
  const colors = pc.createColors(pc.isColorSupported && process.stdout.isTTY);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    styles: { heading: colors.bold, faint: colors.dim, warning: colors.yellow },
  };
}

/** Runs a command, and answers its exit code: 1, with the message, when it fails. */
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
