import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import lockfile from "proper-lockfile";

/** Receives a line of progress. */
type Log = (line: string) => void;

const logToStderr: Log = (line) => void process.stderr.write(`${line}\n`);

/** How a file is opened. */
export interface JournalOptions {
  /** How often, a second apart, to try again while another process has the file open. @default 10 */
  readonly retries?: number | undefined;
  /** Receives a message while it waits. @default - the standard error */
  readonly log?: Log | undefined;
  /** The remedy for a damaged file, a sentence without a full stop. @default - to delete it */
  readonly ifDamaged?: string | undefined;
}

/** How long the file of a killed process counts as locked. */
const STALE_MS = 5_000;

/** The default remedy for a damaged file. */
const REMEDY = "Delete it to start with an empty simulated AWS account";

/** How long a process waits for the file before it prints a message. */
const SILENCE_MS = 1_000;

async function lock(file: string, retries: number, log: Log): Promise<() => Promise<void>> {
  const holder = `${file}.holder`;
  const pid = (): string => (existsSync(holder) ? readFileSync(holder, "utf8") : "unknown");
  const waiting = setTimeout(
    () => log(`Simulated AWS account: another command (process ${pid()}) has it open; waiting …`),
    SILENCE_MS,
  );
  let isReleased = false;
  try {
    const release = await lockfile.lock(file, {
      realpath: false,
      stale: STALE_MS,
      update: 1_000,
      // Its check of its own file, each second, may end after the release.
      onCompromised: (error) => {
        if (!isReleased) throw error;
      },
      retries: { retries, factor: 1, minTimeout: 1_000 },
    });
    writeFileSync(holder, String(process.pid));
    return () => {
      isReleased = true;
      return release();
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ELOCKED") {
      throw error;
    }
    throw new Error(
      `the simulated AWS account ${file} is in use by another run (process ${pid()}); ` +
        `wait until it ends, or end it`,
      { cause: error },
    );
  } finally {
    clearTimeout(waiting);
  }
}

/** Reads lines of JSON. Removes a last line that was only partly written from the file. */
function read(file: string, ifDamaged: string): unknown[] {
  if (!existsSync(file)) {
    return [];
  }
  const bytes = readFileSync(file);
  const whole = bytes.lastIndexOf("\n") + 1;
  if (whole < bytes.length) truncateSync(file, whole);
  return bytes
    .toString("utf8", 0, whole)
    .split("\n")
    .map((line, index) => {
      if (line === "") return undefined;
      try {
        return JSON.parse(line) as unknown;
      } catch (error) {
        throw new Error(`${file}:${index + 1} is damaged. ${ifDamaged}`, { cause: error });
      }
    })
    .filter((line) => line !== undefined);
}

/** Throws the error of a write, with a remedy. */
function refuse(file: string, error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  const remedy =
    code === "ENOSPC" || code === "EDQUOT"
      ? "the disk is full. Free space on it and run the command again"
      : message;
  throw new Error(`${file}: the change was not made, because it could not be written: ${remedy}`, {
    cause: error,
  });
}

/**
 * A file of JSON lines that only one process at a time can open. `append` has passed its line to the
 * operating system when it returns, so that the line survives the process.
 */
export class Journal {
  private constructor(
    private readonly file: string,
    private readonly release: () => Promise<void>,
  ) {}

  /**
   * Waits up to 10 s while another process has the file open, prints a message after the first second, then
   * fails and names that process.
   */
  static async open(
    file: string,
    { retries = 10, log = logToStderr, ifDamaged = REMEDY }: JournalOptions = {},
  ): Promise<{ journal: Journal; lines: unknown[] }> {
    mkdirSync(dirname(file), { recursive: true });
    const release = await lock(file, retries, log);
    try {
      return { journal: new Journal(file, release), lines: read(file, ifDamaged) };
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Adds a line. If it cannot be written completely, as on a full disk, removes it and throws. */
  append(line: unknown): void {
    const before = existsSync(this.file) ? statSync(this.file).size : 0;
    try {
      appendFileSync(this.file, `${JSON.stringify(line)}\n`);
    } catch (error) {
      if (existsSync(this.file)) truncateSync(this.file, before);
      refuse(this.file, error);
    }
  }

  /** Replaces all lines with one. If that cannot be written, throws and leaves the file unchanged. */
  compact(line: unknown): void {
    const fresh = `${this.file}.new`;
    try {
      writeFileSync(fresh, `${JSON.stringify(line)}\n`);
      renameSync(fresh, this.file);
    } catch (error) {
      rmSync(fresh, { force: true });
      refuse(this.file, error);
    }
  }

  async close(): Promise<void> {
    rmSync(`${this.file}.holder`, { force: true });
    await this.release();
  }
}
