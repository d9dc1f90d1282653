/**
 * `npm run bench:failover`: how long a pair is unavailable after a fault, by advert interval, and with the
 * settings that "Replacing the AWS ELB" (Maish Saidel-Keesing, 2019) publishes, in the same lab and run.
 * Needs root, network namespaces, HAProxy and keepalived; the simulated API answers in milliseconds, so AWS's
 * time is additional, and the same for all.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { prepareMachine } from "../../commands/drill/lab/requirements";
import { readProcessOptions } from "../../commands/shared/options";
import { renderTable } from "../../commands/shared/table";
import { outageIn } from "../labs/pair/outage";
import { PairLab } from "../labs/pair/pair-lab";
import type { Letter } from "../labs/pair/pair-network";
import { median } from "../measure";
import { PUBLISHED, type FailoverVariant, variant } from "./variants";

const values = readProcessOptions(
  `npm run bench:failover [-- options]: how long a pair is unavailable after a fault, compared with published settings

Takes some 20 minutes. Needs root, Linux, HAProxy and keepalived.`,
  {
    rounds: {
      type: "string",
      default: "20",
      about: "how often each fault is injected into each variant",
    },
    variants: {
      type: "string",
      default: "published,1,0.2,0.1",
      about: "the published settings, and seconds between adverts",
    },
  },
);

const RATE = 100;

type InjectFault = (lab: PairLab, master: Letter) => Promise<unknown>;

/** The fault of the master. */
const FAULTS: Readonly<Record<string, InjectFault>> = {
  "HAProxy killed": (lab, master) => lab.nodes[master].stop("SIGKILL", "haproxy"),
  "node gone": (lab, master) => {
    lab.cut({ from: master }, { to: master });
    return lab.nodes[master].powerOff();
  },
};

async function main(): Promise<void> {
  await prepareMachine(["haproxy", "keepalived", "ip", "curl", "aws"]);
  const rows: string[][] = [];
  for (const name of values.variants.split(",")) {
    rows.push(...(await measure(name === "published" ? PUBLISHED : variant(Number(name)))));
  }
  const head = ["settings", "fault", "median s", "worst s", "requests lost", "rounds"];
  console.log(renderTable(head, rows));
}

async function measure({ title, settings }: FailoverVariant): Promise<string[][]> {
  const lab = await PairLab.open(settings);
  try {
    const rows: string[][] = [];
    for (const [fault, inject] of Object.entries(FAULTS)) {
      const seconds: number[] = [];
      let lost = 0;
      for (let round = 0; round < Number(values.rounds); round++) {
        lab.restore();
        for (const node of Object.values(lab.nodes)) node.start();
        const master = await lab.settled();
        await lab.startLoad(RATE);
        // At any moment between two checks of HAProxy.
        await sleep(200 + ((round * 137) % 1000));
        await inject(lab, master);
        await lab.served([master === "a" ? "b" : "a"]);
        await sleep(200);
        const outage = outageIn(await lab.stopLoad());
        seconds.push(outage.ms / 1000);
        lost += outage.lost;
        lab.clearLog();
      }
      process.stderr.write(
        `${title}, ${fault}: ${seconds.map((one) => one.toFixed(2)).join(" ")}\n`,
      );
      rows.push([
        title,
        fault,
        median(seconds).toFixed(2),
        Math.max(...seconds).toFixed(2),
        String(lost),
        values.rounds,
      ]);
    }
    return rows;
  } finally {
    await lab.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
