/** Receives one line of progress, without its line break. */
export type Log = (line: string) => void;

/** Writes to stderr, so that stdout stays free for the engine's data. */
export const logToTerminal: Log = (line) => {
  process.stderr.write(`${line}\n`);
};

const LINE_EVERY_SECONDS = 30;

/**
 * Runs a task and prints its duration: on one line with running seconds at a terminal, elsewhere a line at
 * the start, every 30 s and at the end. The task may report its progress, such as `3 of 9`.
 */
export async function timed<T>(
  log: Log,
  title: string,
  work: (tell: (howFar: string) => void) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const elapsed = (): string => `${Math.round((performance.now() - started) / 1000)} s`;
  let howFar = "";
  const live = log === logToTerminal && process.stderr.isTTY;
  const show = (): boolean => process.stderr.write(`\r\x1b[K${title} … ${howFar}${elapsed()}`);
  if (live) {
    show();
  } else {
    log(`${title} …`);
  }
  const ticker = live
    ? setInterval(show, 1_000)
    : setInterval(() => log(`${title}: ${howFar}${elapsed()} so far`), LINE_EVERY_SECONDS * 1_000);
  const finish = (how: string): void => {
    clearInterval(ticker);
    if (live) {
      process.stderr.write("\r\x1b[K");
    }
    log(`${title}: ${how} ${elapsed()}`);
  };
  try {
    const result = await work((told) => (howFar = `${told}, `));
    finish("done in");
    return result;
  } catch (error) {
    finish("failed after");
    throw error;
  }
}
