import { availableParallelism, freemem } from "node:os";

/** Measured peak memory of a preview of one stack with policies: engine, program and pack. */
const BYTES_PER_STACK = 600e6;

/** In AWS, a stack mostly waits. In the simulated AWS, it uses the CPU. */
const STACKS_PER_PROCESSOR = { simulated: 1, aws: 4 };

/** How many stacks this machine runs at a time, by its processors and free memory. */
export function defaultParallelism(
  place: keyof typeof STACKS_PER_PROCESSOR,
  { processors, freeBytes } = { processors: availableParallelism(), freeBytes: freemem() },
): number {
  const byMemory = Math.floor((freeBytes * 0.8) / BYTES_PER_STACK);
  return Math.max(1, Math.min(processors * STACKS_PER_PROCESSOR[place], byMemory));
}
