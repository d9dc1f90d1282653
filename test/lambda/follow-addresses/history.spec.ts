import assert from "node:assert/strict";
import fc from "fast-check";
import { decide } from "../../../lambda/follow-addresses/decide";
import type { Lookup } from "../../../lambda/shared/look-up";
import { type State, renderState } from "../../../lambda/follow-addresses/state";
import type { RegisteredTarget } from "../../../lambda/follow-addresses/targets";
import { addresses } from "../../../bench/labs/follower/dns-server";

const NAME = "internal-blue-1.us-east-1.elb.amazonaws.com";
const ARN = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/blue/1";
const BY_HAND = "10.9.9.9";
const POOL = addresses(20);
const LIMIT = 3;

/** Where a run is cut off: as if the function were killed, or the call failed. */
type Cut = "none" | "before the state" | "after the state" | "after registering";

interface Step {
  /** Which of the pool are the load balancer's from now on; empty: the same as before. */
  readonly truth: readonly string[];
  /** Seeds of answers, each up to 8 of the addresses. */
  readonly answers: readonly number[];
  readonly lookup: "complete" | "incomplete" | "failed" | "implausible";
  readonly cut: Cut;
  /** Whether S3 refuses to read, or to write. */
  readonly s3: "up" | "no reads" | "no writes" | "lost";
  readonly targetsReadable: boolean;
  /** Which of the pool do not pass their health checks. */
  readonly sick: readonly string[];
}

const step: fc.Arbitrary<Step> = fc.record({
  truth: fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray(POOL, { minLength: 1 }) },
  ),
  answers: fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }),
  lookup: fc.constantFrom("complete", "complete", "incomplete", "failed", "implausible"),
  cut: fc.constantFrom("none", "none", "before the state", "after the state", "after registering"),
  s3: fc.constantFrom("up", "up", "up", "no reads", "no writes", "lost"),
  targetsReadable: fc.boolean(),
  sick: fc.oneof(fc.constant([]), fc.subarray(POOL)),
});

const QUIET = {
  cut: "none",
  s3: "up",
  lookup: "complete",
  targetsReadable: true,
  sick: [],
} as const;

/** A target group, a bucket and a load balancer, and the checks that hold at every moment. */
class World {
  truth: readonly string[] = POOL.slice(0, 4);
  state: State = { groups: {} };
  readonly targets = new Map<string, RegisteredTarget>();
  /** Runs in a row with complete answers in which an address of the load balancer's past was absent. */
  private readonly absentRuns = new Map<string, number>();
  /** Registered while nothing could be written down, or when what was written was lost. */
  readonly orphans = new Set<string>();
  calls = 0;

  constructor() {
    this.targets.set(BY_HAND, { address: BY_HAND, port: 443, state: "unhealthy" });
  }

  run(step: Step): void {
    if (step.truth.length > 0) this.truth = step.truth;
    if (step.s3 === "lost") {
      this.state = { groups: {} };
      for (const address of this.targets.keys()) this.orphans.add(address);
    }
    this.setHealth(step.sick);
    const lookup = this.lookup(step);
    const decision = decide({
      followed: [{ dnsName: NAME, port: 443, targetGroupArn: ARN }],
      vpcCidrs: [],
      invocationsBeforeDeregistration: LIMIT,
      state: step.s3 === "no reads" ? undefined : this.state,
      lookups: new Map([[NAME, lookup]]),
      registered: new Map(step.targetsReadable ? [[ARN, [...this.targets.values()]]] : []),
    });
    this.note(step, lookup);
    this.calls = 0;
    const { register, deregister } = decision.groups[0]!;
    if (step.cut === "before the state") return;
    const isWritten = step.s3 !== "no reads" && step.s3 !== "no writes";
    if (decision.stateToSave && isWritten) {
      this.state = decision.stateToSave;
      this.calls += 1;
    }
    if (step.cut === "after the state") return;
    for (const { address } of register) {
      this.targets.set(address, { address, port: 443, state: "initial" });
      if (!(address in (this.state.groups[ARN] ?? {}))) this.orphans.add(address);
    }
    this.calls += register.length;
    if (step.cut === "after registering") return;
    if (!isWritten && (decision.stateToSave || step.s3 === "no reads")) return;
    const before = this.healthy();
    for (const { address } of deregister) {
      const absent = this.absentRuns.get(address) ?? 0;
      assert.ok(absent >= LIMIT, `${address} goes after ${absent} absences`);
      this.targets.delete(address);
    }
    this.calls += deregister.length;
    assert.ok(this.targets.has(BY_HAND));
    assert.ok(this.targets.size > 1 || register.length + deregister.length === 0, "empty");
    assert.ok(before === 0 || this.healthy() > 0, "no healthy target is left");
  }

  registered(): string[] {
    return [...this.targets.keys()].sort();
  }

  private healthy(): number {
    return [...this.targets.values()].filter(({ state }) => state === "healthy").length;
  }

  private setHealth(sick: readonly string[]): void {
    for (const target of this.targets.values()) {
      if (target.address === BY_HAND) continue;
      const isSick = sick.includes(target.address);
      this.targets.set(target.address, { ...target, state: isSick ? "unhealthy" : "healthy" });
    }
  }

  private lookup({ answers, lookup }: Step): Lookup {
    const base = { lookups: answers.length, failures: [], needed: 1, missProbability: 0 };
    if (lookup === "failed") return { ...base, addresses: [], complete: false };
    if (lookup === "implausible") return { ...base, addresses: ["0.0.0.0"], complete: true };
    const seen = new Set(
      answers.flatMap((seed) =>
        Array.from({ length: 8 }, (_, index) => this.truth[(seed + index) % this.truth.length]!),
      ),
    );
    return { ...base, addresses: [...seen].sort(), complete: lookup === "complete" };
  }

  /** Keeps count beside the function; what a run saw but could not write down, it does not know. */
  private note({ lookup, s3, cut }: Step, { addresses: seen }: Lookup): void {
    if (lookup === "failed" || lookup === "implausible") return;
    const isKnown = cut !== "before the state" && s3 !== "no reads" && s3 !== "no writes";
    for (const address of POOL) {
      if (!seen.includes(address)) {
        const isAbsent = lookup === "complete" ? 1 : 0;
        this.absentRuns.set(address, (this.absentRuns.get(address) ?? 0) + isAbsent);
      } else if (isKnown) {
        this.absentRuns.set(address, 0);
        this.orphans.delete(address);
      }
    }
  }
}

describe("decide, over histories", () => {
  it("never removes what is in use, is never empty, and converges once all is stable", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const world = new World();
        for (const one of steps) world.run(one);
        // As many answers as it takes to see all of the pool.
        const answers = POOL.map((_, index) => index);
        for (let run = 0; run < LIMIT + 2; run++) world.run({ ...QUIET, truth: [], answers });
        const expected = new Set([...world.truth, BY_HAND]);
        const left = world.registered().filter((address) => !expected.has(address));
        assert.deepEqual(
          left.filter((address) => !world.orphans.has(address)),
          [],
        );
        for (const address of expected) assert.ok(world.targets.has(address), address);
        assert.equal(world.calls, 0);
        assert.equal(
          renderState(world.state),
          renderState({
            groups: { [ARN]: Object.fromEntries(world.truth.map((one) => [one, 0])) },
          }),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("keeps a healthy target when a load balancer is replaced by one that is sick", () => {
    const half = POOL.length / 2;
    const arbitraries = [POOL.slice(0, half), POOL.slice(half)].map((part) =>
      fc.subarray(part, { minLength: 1 }),
    ) as [fc.Arbitrary<string[]>, fc.Arbitrary<string[]>];
    fc.assert(
      fc.property(...arbitraries, (before, after) => {
        const world = new World();
        const answers = POOL.map((_, index) => index);
        world.run({ ...QUIET, truth: before, answers });
        for (let run = 0; run < LIMIT + 5; run++) {
          world.run({ ...QUIET, truth: after, sick: after, answers });
        }
        for (const address of [...before, ...after]) assert.ok(world.targets.has(address));
        world.run({ ...QUIET, truth: after, answers });
        assert.deepEqual(world.registered(), [...after, BY_HAND].sort());
      }),
      { numRuns: 100 },
    );
  });

  it("registers an address as soon as one answer shows it", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const world = new World();
        for (const one of steps) {
          world.run({ ...one, cut: "none", targetsReadable: true, lookup: "incomplete" });
          const shown = one.answers.map((seed) => world.truth[seed % world.truth.length]!);
          for (const address of shown) assert.ok(world.targets.has(address), address);
        }
      }),
      { numRuns: 200 },
    );
  });
});
