import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { PairLab } from "../../../bench/labs/pair/pair-lab";
import { figure } from "../../support/lab-figures";
import { slowness } from "../../support/slowness";
import { type Outage, describeOutage, outageIn } from "../../../bench/labs/pair/outage";
import { usePair } from "./use-pair";

const RATE = 100;

/** With the default settings, on an idle machine; a generous bound, as what is measured is printed. */
const MOST_MS = 8_000;

interface Fault {
  readonly title: string;
  readonly strike: (lab: PairLab) => Promise<unknown> | void;
}

/** What makes node b take over from node a. */
const FAULTS: readonly Fault[] = [
  { title: "HAProxy is killed", strike: (lab) => lab.nodes.a.stop("SIGKILL", "haproxy") },
  { title: "HAProxy hangs", strike: (lab) => lab.nodes.a.freeze(true) },
  { title: "keepalived is killed", strike: (lab) => lab.nodes.a.stop("SIGKILL", "keepalived") },
  { title: "keepalived is stopped", strike: (lab) => lab.nodes.a.stop("SIGTERM", "keepalived") },
  {
    title: "the node is gone without a word",
    strike: (lab) => {
      lab.cut({ from: "a" }, { to: "a" });
      return lab.nodes.a.powerOff();
    },
  },
  { title: "the zone is cut off", strike: (lab) => lab.cut({ from: "a" }, { to: "a" }) },
];

for (const failover of ["route", "eip"] as const) {
  describe(`pair with failover by ${failover}`, () => {
    const use = usePair({ failover, advertSeconds: 1 });

    /** The outage that a fault causes, from the last good moment to the first one after. */
    async function measure(strike: Fault["strike"]): Promise<Outage> {
      await use.lab.startLoad(RATE);
      await sleep(300);
      await strike(use.lab);
      await use.lab.served(["b"]);
      await sleep(300);
      return outageIn(await use.lab.stopLoad());
    }

    for (const { title, strike } of FAULTS) {
      it(`has the other node as its only owner after ${title}`, async () => {
        const outage = await measure(strike);
        figure(`Pair by ${failover}: ${title}`, describeOutage(outage));
        assert.ok(outage.ms < MOST_MS * slowness(), describeOutage(outage));
        assert.equal(use.lab.owner, "b");
      });
    }
  });
}
