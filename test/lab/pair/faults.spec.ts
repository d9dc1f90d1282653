import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { PairLab } from "../../../bench/labs/pair/pair-lab";
import { ADVERT_SECONDS } from "../../../components/front-door/proxy/keepalived-config";
import { figure } from "../../support/lab-figures";
import { slowness } from "../../support/slowness";
import { type Outage, renderOutage, outageIn } from "../../../bench/labs/pair/outage";
import { usePair } from "./use-pair";

const RATE = 100;

/** With the default settings, on an idle machine; a generous bound, as what is measured is printed. */
const MOST_MS = 8_000;

interface Fault {
  readonly title: string;
  readonly inject: (lab: PairLab) => Promise<unknown> | void;
}

/** Faults after which node b claims the address. */
const FAULTS: readonly Fault[] = [
  { title: "HAProxy is killed", inject: (lab) => lab.nodes.a.stop("SIGKILL", "haproxy") },
  { title: "HAProxy hangs", inject: (lab) => lab.nodes.a.freeze(true) },
  { title: "keepalived is killed", inject: (lab) => lab.nodes.a.stop("SIGKILL", "keepalived") },
  { title: "keepalived is stopped", inject: (lab) => lab.nodes.a.stop("SIGTERM", "keepalived") },
  {
    title: "the node is gone without a word",
    inject: (lab) => {
      lab.cut({ from: "a" }, { to: "a" });
      return lab.nodes.a.powerOff();
    },
  },
  { title: "the zone is cut off", inject: (lab) => lab.cut({ from: "a" }, { to: "a" }) },
];

for (const failover of ["route", "eip"] as const) {
  describe(`pair with failover by ${failover}`, () => {
    const use = usePair({ failover, advertSeconds: ADVERT_SECONDS });

    /** The outage that a fault causes, from the last good moment to the first one after. */
    async function measure(inject: Fault["inject"]): Promise<Outage> {
      await use.lab.startLoad(RATE);
      await sleep(300);
      await inject(use.lab);
      await use.lab.served(["b"]);
      await sleep(300);
      return outageIn(await use.lab.stopLoad());
    }

    for (const { title, inject } of FAULTS) {
      it(`has the other node as its only owner after ${title}`, async () => {
        const outage = await measure(inject);
        figure(`Pair by ${failover}: ${title}`, renderOutage(outage));
        assert.ok(outage.ms < MOST_MS * slowness(), renderOutage(outage));
        assert.equal(use.lab.owner, "b");
      });
    }
  });
}
