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

/** Takes a line that tells people what goes on. */
type Log = (line: string) => void;

const logToStderr: Log = (line) => void process.stderr.write(`${line}\n`);

/** How a file is opened. */
export interface JournalOptions {
  /** How often, a second apart, to try again while another process has the file open. @default 10 */
  readonly retries?: number | undefined;
  /** Is told that it waits. @default - the standard error */
  readonly log?: Log | undefined;
  /** What to do about a damaged file, a sentence without a full stop. @default - to delete it */
  readonly ifDamaged?: string | undefined;
}

/** How long the file of a process that was killed counts as taken. */
const STALE_MS = 5_000;

/** What to do about a damaged file, unless whoever opens it knows better. */
const REMEDY = "Delete it to start with an empty simulated AWS account";

/** How long a process waits for the file before it says so. */
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
      // Its look at its own file, each second, may come to an end after the release.
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

/** Lines of JSON. A last line that was cut off in the middle of its writing is removed from the file. */
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

/** Throws what a write failed with, with what to do. */
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
 * A file of JSON lines that one process at a time may have open. What `append` was given is with the
 * operating system when it returns, so it outlives the process, however that ends.
 */
export class Journal {
  private constructor(
    private readonly file: string,
    private readonly release: () => Promise<void>,
  ) {}

  /**
   * Waits up to 10 s while another process has the file open, saying so after the first, then fails and
   * names that process.
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

  /** Adds a line. One that cannot be written whole, as on a full disk, is taken back. Throws then. */
  append(line: unknown): void {
    const before = existsSync(this.file) ? statSync(this.file).size : 0;
    try {
      appendFileSync(this.file, `${JSON.stringify(line)}\n`);
    } catch (error) {
      if (existsSync(this.file)) truncateSync(this.file, before);
      refuse(this.file, error);
    }
  }

  /** Puts one line in the place of all. Throws, with the file as it was, if that cannot be written. */
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
