import { setTimeout as sleep } from "node:timers/promises";

/** So long that nothing that works comes near it, on the busiest machine. */
const PATIENCE_MS = 120_000;

/**
 * Waits for something to become true. Throws, with an explanation, when it does not.
 *
 * @param mostMs more than the default, for what takes AWS's own time
 */
export async function eventually(
  check: () => Promise<unknown>,
  explain: () => string = () => "",
  mostMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + mostMs;
  while (!(await check())) {
    if (Date.now() > deadline) {
      throw new Error(`nothing came of it in ${mostMs / 1000} s. ${explain()}`);
    }
    await sleep(20);
  }
}
