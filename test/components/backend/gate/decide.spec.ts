import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";

interface TargetHealth {
  readonly id: string;
  readonly state: string;
  readonly reason?: string;
  readonly description?: string;
}
interface Decision {
  readonly verdict: "pass" | "settling" | "wait";
  readonly healthy: number;
  readonly registered: number;
  readonly summary: string;
}

const FILE = join(__dirname, "../../../../components/backend/gate/decide.mjs");

const target = (id: string, state: string, reason?: string, description?: string) => ({
  id,
  state,
  ...(reason ? { reason } : {}),
  ...(description ? { description } : {}),
});

describe("decide", () => {
  let decide: (targets: readonly TargetHealth[]) => Decision;
  before(async () => {
    ({ decide } = (await import(pathToFileURL(FILE).href)) as { decide: typeof decide });
  });

  it("passes when every target is healthy", () => {
    const decision = decide([target("i-1", "healthy"), target("i-2", "healthy")]);
    assert.deepEqual(decision, {
      verdict: "pass",
      healthy: 2,
      registered: 2,
      summary: "2 of 2 targets are healthy",
    });
  });

  it("passes when half are healthy and none is coming up", () => {
    const decision = decide([target("i-1", "healthy"), target("i-2", "unhealthy")]);
    assert.equal(decision.verdict, "pass");
  });

  it("settles while enough are healthy and others come up", () => {
    const decision = decide([target("i-1", "healthy"), target("i-2", "initial")]);
    assert.equal(decision.verdict, "settling");
  });

  it("waits when fewer than half are healthy, and says how many are what and why", () => {
    const decision = decide([
      target("i-1", "healthy"),
      target("i-2", "unhealthy", "Target.Timeout", "Request timed out"),
      target("i-3", "unhealthy", "Target.Timeout", "Request timed out"),
      target("i-4", "initial", "Elb.InitialHealthChecking"),
    ]);
    assert.equal(decision.verdict, "wait");
    assert.equal(
      decision.summary,
      "1 of 4 targets are healthy; " +
        "2 unhealthy, Target.Timeout, Request timed out (i-2 i-3); " +
        "1 initial, Elb.InitialHealthChecking (i-4)",
    );
  });

  it("waits when there are no targets, and says where to look", () => {
    const decision = decide([]);
    assert.equal(decision.verdict, "wait");
    assert.match(decision.summary, /no targets: its auto scaling group/);
  });

  it("leaves out targets that leave", () => {
    const decision = decide([
      target("i-1", "healthy"),
      target("i-2", "draining"),
      target("i-3", "draining"),
      target("i-4", "unhealthy.draining"),
    ]);
    assert.equal(decision.verdict, "pass");
    assert.equal(decision.registered, 1);
  });

  it("never lets a colour go live with less than half of its targets healthy", () => {
    const states = ["healthy", "initial", "unhealthy", "unused", "draining", "unavailable", "odd"];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states)), (some) => {
        const { verdict, healthy, registered } = decide(some.map((state) => target("i", state)));
        const staying = some.filter((state) => state !== "draining");
        assert.equal(registered, staying.length);
        assert.equal(healthy, staying.filter((state) => state === "healthy").length);
        assert.equal(verdict !== "wait", healthy > 0 && healthy >= registered / 2);
        assert.equal(verdict === "settling", verdict !== "wait" && some.includes("initial"));
      }),
    );
  });
});
