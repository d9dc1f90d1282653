/** How stacks are worked through. */
interface WaveOptions {
  /** At a time. */
  readonly parallel: number;
  /** How many may fail before no other is started. */
  readonly errorBudget: number;
  /** No other is started once this is aborted. */
  readonly stop: AbortSignal;
}

/**
 * Works through waves: a wave begins when all of the one before have ended, and no more than `parallel` are
 * under way. What is under way always ends; then this does.
 *
 * @param run answers whether it went well, and never rejects
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
