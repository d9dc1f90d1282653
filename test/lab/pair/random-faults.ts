import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import type { PairLab } from "../../../bench/labs/pair/pair-lab";
import type { Letter } from "../../../bench/labs/pair/pair-network";
import type { Program } from "../../../bench/labs/pair/pair-node";

type Step =
  | { readonly kind: "kill" | "stop"; readonly node: Letter; readonly program: Program }
  | { readonly kind: "powerOff" | "restart" | "freeze" | "thaw"; readonly node: Letter }
  | { readonly kind: "isolate" | "deafen" | "cutFromApi"; readonly node: Letter }
  | { readonly kind: "stall"; readonly node: Letter; readonly ms: number }
  | { readonly kind: "restore" | "throttle" | "stale" }
  | { readonly kind: "misdirect"; readonly node: Letter; readonly table: "public" | "a" | "b" };

const node = fc.constantFrom<Letter>("a", "b");

/** As of a hypervisor that gives the processor to others. */
const stall: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("stall" as const),
  node,
  ms: fc.integer({ min: 50, max: 500 }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("kill" as const, "stop" as const),
    node,
    program: fc.constantFrom<Program>("haproxy", "keepalived", "own"),
  }),
  fc.record({ kind: fc.constantFrom("powerOff", "restart", "freeze", "thaw" as const), node }),
  stall,
  fc.record({ kind: fc.constantFrom("isolate", "deafen", "cutFromApi" as const), node }),
  fc.record({ kind: fc.constantFrom("restore", "throttle", "stale" as const) }),
  fc.record({
    kind: fc.constant("misdirect" as const),
    node,
    table: fc.constantFrom("public", "a", "b" as const),
  }),
);

/** Faults, each with the pause behind it. */
export type Sequence = readonly { readonly step: Step; readonly pauseMs: number }[];

const sequences = (steps: fc.Arbitrary<Step>, maxLength: number): fc.Arbitrary<Sequence> =>
  fc.array(fc.record({ step: steps, pauseMs: fc.nat(400) }), { minLength: 1, maxLength });

/** The same ones for the same seed. */
export const faultSequences = (numRuns: number, seed: number): Sequence[] =>
  fc.sample(sequences(step, 4), { numRuns, seed });

/** Nothing but stalls, none of which is a reason to move the address. */
export const stallSequences = (numRuns: number, seed: number): Sequence[] =>
  fc.sample(sequences(stall, 8), { numRuns, seed });

export const titleOf = (sequence: Sequence): string =>
  sequence.map(({ step }) => Object.values(step).join(" ")).join(", ");

/** Injects faults into a pair, and tracks them. */
export class Breaker {
  private readonly broken = { a: new Set<string>(), b: new Set<string>() };
  /** The sequence of faults, to diagnose a pair that did not recover. */
  private readonly done: string[] = [];

  constructor(private readonly lab: PairLab) {}

  /**
   * Does what a sequence says. Where no node is left that could become the owner, a person comes then: the next
   * sequence is to find a pair that has something to lose.
   */
  async run(sequence: Sequence, helped: Letter): Promise<void> {
    this.done.push(titleOf(sequence));
    for (const { step, pauseMs } of sequence) {
      await this.take(step);
      await sleep(pauseMs);
    }
    if (this.candidates().length === 0) {
      await this.take({ kind: "restore" });
      await this.take({ kind: "thaw", node: helped });
      await this.take({ kind: "restart", node: helped });
    }
    for (const letter of ["a", "b"] as const) {
      if (!this.broken[letter].has("off")) this.lab.nodes[letter].start("own");
    }
  }

  /** Waits until the correct owner serves all clients. */
  async recovered(): Promise<void> {
    const serving = this.serving();
    // A master that cannot reach AWS cannot repair routes that differ.
    const deaf = serving.some((letter) => this.broken[letter].has("api"));
    try {
      await (deaf ? this.lab.reached(serving) : this.lab.served(serving));
    } catch (error) {
      throw new Error(await this.describe(serving), { cause: error });
    }
  }

  private async describe(serving: readonly Letter[]): Promise<string> {
    const { nodes, owner, log } = this.lab;
    const states = (["a", "b"] as const).map(
      (letter) =>
        `${letter}: ${nodes[letter].state}, broken: ${[...this.broken[letter]].join(" ") || "nothing"}`,
    );
    const answers = await this.lab.ask();
    return [
      `no recovery to ${serving.join(" or ")}; the owner is ${owner}; clients get ${answers.join(", ")}`,
      ...states,
      ...this.done.slice(-4).map((title, index, all) => `${index - all.length + 1}: ${title}`),
      log,
    ].join("\n");
  }

  private async take(step: Step): Promise<void> {
    const { lab, broken } = this;
    switch (step.kind) {
      case "kill":
      case "stop":
        // What moves the address is started again by systemd, here after the last fault.
        if (step.program !== "own") broken[step.node].add(step.program);
        if (step.program === "haproxy") broken[step.node].delete("frozen");
        return lab.nodes[step.node].stop(
          step.kind === "kill" ? "SIGKILL" : "SIGTERM",
          step.program,
        );
      case "powerOff":
        for (const program of ["haproxy", "keepalived", "off"]) broken[step.node].add(program);
        broken[step.node].delete("frozen");
        return lab.nodes[step.node].powerOff();
      case "restart":
        for (const program of ["haproxy", "keepalived", "off"]) broken[step.node].delete(program);
        return lab.nodes[step.node].start();
      case "freeze":
      case "thaw":
        if (step.kind === "freeze") broken[step.node].add("frozen");
        else broken[step.node].delete("frozen");
        return lab.nodes[step.node].freeze(step.kind === "freeze");
      case "stall":
        return lab.nodes[step.node].stall(step.ms);
      case "isolate":
        broken[step.node].add("isolated");
        return lab.cut({ from: step.node }, { to: step.node });
      case "deafen":
        return lab.cut({ from: step.node === "a" ? "b" : "a", to: step.node });
      case "cutFromApi":
        broken[step.node].add("api");
        return lab.cut({ from: step.node, to: "api" });
      case "restore":
        for (const one of Object.values(broken))
          ["isolated", "api"].forEach((cut) => one.delete(cut));
        return lab.restore();
      case "throttle":
        return lab.api.faults.add({
          action: "ReplaceRoute",
          code: "RequestLimitExceeded",
          times: 4,
        });
      case "stale":
        lab.api.faults.staleReads = lab.api.faults.staleReads === 0 ? 2 : 0;
        return;
      case "misdirect":
        return lab.point(step.node, step.table);
    }
  }

  /** Nodes that can serve; nodes that can also become the owner. */
  private serving(): Letter[] {
    return (["a", "b"] as const).filter(
      (letter) => !["haproxy", "frozen", "isolated"].some((one) => this.broken[letter].has(one)),
    );
  }

  private candidates(): Letter[] {
    return this.serving().filter(
      (letter) => !["keepalived", "api"].some((one) => this.broken[letter].has(one)),
    );
  }
}
