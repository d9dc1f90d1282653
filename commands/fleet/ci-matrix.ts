import type { Fleet } from "./file/read-fleet";
import { inWaves } from "./run/run-fleet";

/** GitHub Actions's maximum of jobs in a matrix. */
const MOST_JOBS = 256;

/** A matrix of a job of GitHub Actions. */
interface CiMatrix {
  readonly include: readonly { readonly stack: string; readonly wave: number }[];
}

/**
 * The fleet as matrices for GitHub Actions, one for each wave, with one stack per job.
 *
 * @throws {Error} for a wave with more stacks than a matrix may have jobs
 */
export function ciMatrices({ stacks }: Pick<Fleet, "stacks">): CiMatrix[] {
  return inWaves(stacks).map((wave) => {
    if (wave.length > MOST_JOBS) {
      throw new Error(
        `wave ${wave[0]!.wave} has ${wave.length} stacks, but a matrix of GitHub Actions has at most ${MOST_JOBS} jobs: split it into several waves`,
      );
    }
    return { include: wave.map(({ name, wave: number }) => ({ stack: name, wave: number })) };
  });
}
