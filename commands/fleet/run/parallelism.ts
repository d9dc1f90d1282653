import { availableParallelism, freemem } from "node:os";

/** Peak of one stack in a preview that policies judge: the engine, the program and the pack. Measured. */
const BYTES_PER_STACK = 600e6;

/** In AWS a stack mostly waits; in the simulated AWS it computes. */
const STACKS_PER_PROCESSOR = { simulated: 1, aws: 4 };

/** How many stacks this machine takes at a time: what its processors allow, and its free memory. */
export function defaultParallelism(
  place: keyof typeof STACKS_PER_PROCESSOR,
  { processors, freeBytes } = { processors: availableParallelism(), freeBytes: freemem() },
): number {
  const byMemory = Math.floor((freeBytes * 0.8) / BYTES_PER_STACK);
  return Math.max(1, Math.min(processors * STACKS_PER_PROCESSOR[place], byMemory));
}
