import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { PairLab, type PairLabSettings } from "../../../bench/labs/pair/pair-lab";
import { restore } from "./use-pair";

/**
 * Gives each of several pairs, which run at a time, its share of some work.
 *
 * @param run with the number that the piece of work has
 */
export async function withPairs<Work>(
  count: number,
  settings: PairLabSettings,
  work: readonly Work[],
  run: (lab: PairLab, work: Work, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    const lab = await PairLab.open(settings);
    try {
      await restore(lab);
      for (let index = next++; index < work.length; index = next++) {
        lab.clearLog();
        await run(lab, work[index]!, index);
      }
    } finally {
      await lab.close();
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: count }, one));
  for (const result of ended) if (result.status === "rejected") throw result.reason;
}

/** Keeps every processor busy; gives what ends that. */
export function keepBusy(): () => void {
  const loops = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ["--eval", "for (;;);"], { stdio: "ignore" }),
  );
  return () => loops.forEach((loop) => loop.kill("SIGKILL"));
}
