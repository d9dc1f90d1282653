import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import lockfile from "proper-lockfile";
import { type Log, logToTerminal } from "../progress";

/** How long the file of a process that was killed counts as taken. */
const STALE_MS = 5_000;

/** How often, a second apart, to try again while another process holds the file. */
const RETRIES = 10;

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

/** Lines of JSON; a last line that was cut off in the middle of its writing is left out. */
function read(file: string): unknown[] {
  if (!existsSync(file)) {
    return [];
  }
  const lines = readFileSync(file, "utf8").split("\n");
  return lines
    .slice(0, -1)
    .filter((line) => line !== "")
    .map((line, index) => {
      try {
        return JSON.parse(line) as unknown;
      } catch (error) {
        throw new Error(
          `${file}:${index + 1} is damaged: delete the file to start with an empty AWS account`,
          { cause: error },
        );
      }
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
    retries = RETRIES,
    log: Log = logToTerminal,
  ): Promise<{ journal: Journal; lines: unknown[] }> {
    mkdirSync(dirname(file), { recursive: true });
    const release = await lock(file, retries, log);
    try {
      return { journal: new Journal(file, release), lines: read(file) };
    } catch (error) {
      await release();
      throw error;
    }
  }

  append(line: unknown): void {
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }

  /** Puts one line in the place of all. */
  compact(line: unknown): void {
    const fresh = `${this.file}.new`;
    writeFileSync(fresh, `${JSON.stringify(line)}\n`);
    renameSync(fresh, this.file);
  }

  async close(): Promise<void> {
    rmSync(`${this.file}.holder`, { force: true });
    await this.release();
  }
}
