import { setTimeout as sleep } from "node:timers/promises";

/** Far longer than a working lab needs, even on a busy machine. */
const PATIENCE_MS = 120_000;

/**
 * Waits for a condition to become true. Throws with an explanation if it does not.
 *
 * @param mostMs longer than the default, for AWS's own wait times
 */
export async function eventually(
  check: () => Promise<unknown>,
  explain: () => string = () => "",
  mostMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + mostMs;
  while (!(await check())) {
    if (Date.now() > deadline) {
      throw new Error(`timed out after ${mostMs / 1000} s. ${explain()}`);
    }
    await sleep(20);
  }
}
