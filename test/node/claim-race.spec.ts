import assert from "node:assert/strict";
import fc from "fast-check";
import type { Ended, NodeMachine } from "../../bench/labs/node/machine";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";

/**
 * Runs programs whose calls to AWS are carried out one at a time. Each time when every program that has
 * not ended waits for a call, `choose` says which of these calls comes next.
 */
async function interleave(
  lab: ProxyLab,
  machines: readonly NodeMachine[],
  choose: (waiting: number) => number,
  run: (machine: NodeMachine) => Promise<Ended>,
): Promise<Ended[]> {
  const waiting = new Map<string, () => void>();
  let active = machines.length;
  const release = (): void => {
    if (active > 0 && waiting.size === active) {
      const ids = [...waiting.keys()].sort();
      const id = ids[choose(ids.length) % ids.length] ?? "";
      const go = waiting.get(id);
      waiting.delete(id);
      go?.();
    }
  };
  lab.api.faults.watch = ({ caller, when }) =>
    when === "after"
      ? undefined
      : new Promise<void>((resolve) => {
          waiting.set(caller, resolve);
          release();
        });
  const ended = await Promise.all(
    machines.map(async (machine) => {
      const end = await run(machine);
      active--;
      release();
      return end;
    }),
  );
  lab.api.faults.watch = () => undefined;
  return ended;
}

describe("holdfast-claim, on several instances of a node at once", () => {
  it("ends with the newest instance as the only holder, in whatever order the calls come", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(5), { minLength: 30, maxLength: 30 }),
        fc.nat(2),
        fc.boolean(),
        async (choices, staleReads, held) => {
          const lab = await ProxyLab.open();
          try {
            const machines = [await lab.launch(), await lab.launch(), await lab.launch()];
            const newest = machines[2];
            if (held && machines[0]) {
              lab.give(machines[0]);
            }
            lab.api.faults.staleReads = staleReads;
            await Promise.all(machines.map((machine) => machine.serve()));
            let next = 0;
            const choose = (): number => choices[next++ % choices.length] ?? 0;
            const ended = await interleave(lab, machines, choose, (machine) =>
              machine.run("holdfast-claim"),
            );
            for (const { status, log } of ended) {
              assert.ok(status === 0 || status === 3, log);
            }
            // What a node lost in the instant between another's look and its claim, its timer gets back.
            if (lab.holder !== newest?.id) {
              await newest?.run("holdfast-claim", "--check");
            }
            assert.equal(lab.holder, newest?.id, ended.map(({ log }) => log).join("\n"));
            const last = await machines[0]?.run("holdfast-claim", "--check");
            assert.equal(last?.status, 3);
            assert.equal(lab.holder, newest?.id);
          } finally {
            await lab.close();
          }
        },
      ),
      { numRuns: 12, seed: 20, endOnFailure: true },
    );
  });

  it("gives a free address to one of two that ask in the same instant, and the newer one keeps it", async () => {
    const lab = await ProxyLab.open();
    try {
      const machines = [await lab.launch(), await lab.launch()];
      await Promise.all(machines.map((machine) => machine.serve()));
      // Both have seen that it is free; the older one is first to ask for it.
      const choose = (): number => (machines[0]!.id < machines[1]!.id ? 0 : 1);
      let reads = 0;
      const alternate = (): number => (reads++ < 2 ? reads : choose());
      const ended = await interleave(lab, machines, alternate, (machine) =>
        machine.run("holdfast-claim"),
      );
      assert.equal(ended[1]?.status, 0, ended[1]?.log);
      assert.match(ended[1]?.log ?? "", /error=Resource.AlreadyAssociated|verdict=older/);
      assert.equal(lab.holder, machines[1]?.id);
    } finally {
      await lab.close();
    }
  });
});
