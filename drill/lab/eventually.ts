import { setTimeout as sleep } from "node:timers/promises";

/** Waits for something to become true; at most so long that no test comes near. */
export async function eventually(
  check: () => Promise<unknown>,
  explain: () => string = () => "",
  mostMs = 120_000,
): Promise<void> {
  const deadline = Date.now() + mostMs;
  while (!(await check())) {
    if (Date.now() > deadline)
      throw new Error(`nothing came of it in ${mostMs / 1000} s. ${explain()}`);
    await sleep(20);
  }
}
