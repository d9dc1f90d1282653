/** How the stacks are run. */
interface WaveOptions {
  /** At a time. */
  readonly parallel: number;
  /** How many may fail before no more are started. */
  readonly errorBudget: number;
  /** After this is aborted, no more are started. */
  readonly stop: AbortSignal;
}

/**
 * Runs waves: a wave begins when all stacks of the previous one have ended, and at most `parallel` run at
 * once. Returns when all started ones have ended.
 *
 * @param run resolves to whether it succeeded, and never rejects
 * @returns why not everything was started; undefined if it was
 */
export async function runWaves<T>(
  waves: readonly (readonly T[])[],
  { parallel, errorBudget, stop }: WaveOptions,
  run: (one: T) => Promise<boolean>,
): Promise<"errors" | "stopped" | undefined> {
  let failures = 0;
  let left = waves.flat().length;
  const mayStart = () => !stop.aborted && failures <= errorBudget;
  for (const wave of waves) {
    const waiting = [...wave];
    const work = async (): Promise<void> => {
      while (mayStart() && waiting.length > 0) {
        left--;
        if (!(await run(waiting.shift()!))) failures++;
      }
    };
    await Promise.all(Array.from({ length: Math.min(parallel, wave.length) }, work));
  }
  if (left === 0) return undefined;
  return failures > errorBudget ? "errors" : "stopped";
}
