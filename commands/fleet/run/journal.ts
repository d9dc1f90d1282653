import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { StackConfig } from "../../../stack/stack-settings";
import type { StackResult } from "./result";

/** The journal entry of a completed stack. */
interface JournalEntry {
  readonly stack: string;
  /** Hash of its configuration: a stack whose configuration has changed is not done. */
  readonly fingerprint: string;
  readonly result: StackResult;
}

interface JournalHeader {
  readonly command: string;
}

/** The file that records the completed stacks of a run, so that a run can be resumed. */
export class FleetJournal {
  private constructor(
    private readonly file: string,
    private readonly entries: ReadonlyMap<string, JournalEntry>,
  ) {}

  /**
   * Begins a new journal, or resumes the existing one.
   *
   * @throws {Error} if there is none to resume, or if it is of another command
   */
  static open(file: string, command: string, resume: boolean): FleetJournal {
    if (!resume) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify({ command } satisfies JournalHeader)}\n`);
      return new FleetJournal(file, new Map());
    }
    const lines = existsSync(file) ? wholeLines(readFileSync(file, "utf8")) : [];
    const [header, ...entries] = lines.map((line) => JSON.parse(line) as unknown) as [
      JournalHeader | undefined,
      ...JournalEntry[],
    ];
    if (!header) {
      throw new Error(`no run to resume: ${file} does not exist. Leave out --resume`);
    }
    if (header.command !== command) {
      throw new Error(
        `the last run was \`${header.command}\` and cannot be resumed as \`${command}\`: leave out --resume, or run \`${header.command}\``,
      );
    }
    truncateSync(file, Buffer.byteLength(lines.map((line) => `${line}\n`).join("")));
    return new FleetJournal(file, new Map(entries.map((entry) => [entry.stack, entry])));
  }

  /** The result of a stack, if it is done with this configuration. */
  resultOf(stack: string, config: StackConfig): StackResult | undefined {
    const entry = this.entries.get(stack);
    return entry?.fingerprint === fingerprint(config) ? entry.result : undefined;
  }

  /** Records that a stack is done; flushed to disk when this returns. */
  note(stack: string, config: StackConfig, result: StackResult): void {
    const entry: JournalEntry = { stack, fingerprint: fingerprint(config), result };
    appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
  }
}

/** The last line may be incomplete, if the process was killed while writing it. */
const wholeLines = (text: string): string[] => text.split("\n").slice(0, -1);

const fingerprint = (config: StackConfig): string =>
  createHash("sha256").update(JSON.stringify(config)).digest("hex").slice(0, 16);
