import type { Fleet } from "./file/read-fleet";
import { inWaves } from "./run/run-fleet";

/** GitHub Actions takes no more jobs of one matrix. */
const MOST_JOBS = 256;

/** A matrix of a job of GitHub Actions. */
interface CiMatrix {
  readonly include: readonly { readonly stack: string; readonly wave: number }[];
}

/**
 * The fleet as matrices for GitHub Actions, one for each wave, of which each job takes one stack.
 *
 * @throws {Error} for a wave of more stacks than a matrix may have jobs
 */
export function ciMatrices({ stacks }: Pick<Fleet, "stacks">): CiMatrix[] {
  return inWaves(stacks).map((wave) => {
    if (wave.length > MOST_JOBS) {
      throw new Error(
        `wave ${wave[0]!.wave} has ${wave.length} stacks, and GitHub Actions takes ${MOST_JOBS} jobs of a matrix: write more waves`,
      );
    }
    return { include: wave.map(({ name, wave: number }) => ({ stack: name, wave: number })) };
  });
}
