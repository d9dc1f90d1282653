import { eventually } from "../../../commands/drill/lab/eventually";
import { PairLab, type PairLabSettings } from "../../../bench/labs/pair/pair-lab";

interface PairInUse {
  lab: PairLab;
}

/**
 * Gives a suite a pair, whole and with node a as its master: before each test, whatever the last one broke,
 * or only before the first.
 */
export function usePair(settings: PairLabSettings, whole: "each" | "once" = "each"): PairInUse {
  const use = {} as PairInUse;
  before(async () => {
    use.lab = await PairLab.open(settings);
    await restore(use.lab);
  });
  beforeEach(() => (whole === "each" ? restore(use.lab) : undefined));
  afterEach(async function () {
    if (this.currentTest?.state === "failed") console.log(use.lab.log);
    use.lab.clearLog();
    await Promise.resolve();
  });
  after(() => use.lab.close());
  return use;
}

/** Restores everything, and makes node a the master gracefully if it is not. */
export async function restore(lab: PairLab): Promise<void> {
  lab.watch = () => undefined;
  lab.api.faults.clear();
  lab.api.faults.staleReads = 0;
  lab.restore();
  for (const node of Object.values(lab.nodes)) {
    node.freeze(false);
    node.start();
  }
  const { a, b } = lab.nodes;
  await eventually(
    async () => {
      if (a.state === "BACKUP" && b.state === "MASTER") await b.stop("SIGTERM", "keepalived");
      if (a.state === "MASTER") b.start();
      return a.state === "MASTER" && b.state === "BACKUP";
    },
    () => lab.log,
  );
  await lab.whole("a");
}
