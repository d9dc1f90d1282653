import type { Terminal } from "../../../commands/shared/terminal";

/** What a command prints, and its exit code. */
export async function runWith(
  main: (argv: readonly string[], terminal: Terminal) => Promise<number>,
  args: readonly string[],
): Promise<{ out: string; err: string; code: number }> {
  const printed = { out: "", err: "" };
  const same = (text: string): string => text;
  const code = await main(args, {
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    styles: { heading: same, faint: same, warning: same },
  });
  return { ...printed, code };
}
