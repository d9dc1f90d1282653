import { setTimeout as sleep } from "node:timers/promises";

/** Asks until the answer is there, for two minutes. */
export async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const found = await ask();
    if (found !== undefined) return found;
    await sleep(attempt < 5 ? 50 : 1000);
  }
  throw new Error("it did not happen within two minutes");
}
