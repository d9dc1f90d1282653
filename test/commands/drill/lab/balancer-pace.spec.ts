import assert from "node:assert/strict";
import { PacedBalancers } from "../../../../commands/drill/lab/balancer-pace";
import type { BackendsPlan, BalancerPlan } from "../../../../commands/drill/lab/plan-backends";

const PACE = { zoneSeconds: 150, targetSeconds: 180, removalSeconds: 180 };

/** An NLB in a zone, with targets. */
const zone = (machine: string, ...targets: readonly string[]): BalancerPlan => ({
  id: "nlb",
  machine,
  address: "10.0.0.1",
  publicAddress: `203.0.113.${machine}`,
  zone: machine,
  mode: "tcp",
  listeners: [
    {
      port: 80,
      pools: [
        {
          group: "blue",
          weight: 1,
          servers: targets.map((id) => ({ id, address: id, port: 80, zone: "" })),
          check: { path: "/", tls: false, seconds: 10, timeoutSeconds: 5 },
          toServers: false,
        },
      ],
    },
  ],
});
const plan = (...balancers: readonly BalancerPlan[]): BackendsPlan => ({ servers: [], balancers });

describe("load balancers at AWS's pace", () => {
  let seconds = 0;
  let paced: PacedBalancers;
  beforeEach(() => {
    seconds = 0;
    paced = new PacedBalancers(PACE, 10, () => seconds * 1000);
  });

  /** What serves, at a time of AWS. */
  const at = (aws: number, now: BackendsPlan) => {
    seconds = aws / 10;
    paced.follow(now);
    const targets = (one: BalancerPlan) => one.listeners[0]!.pools[0]!.servers.map(({ id }) => id);
    return {
      serving: Object.fromEntries(paced.serving().map((one) => [one.machine, targets(one)])),
      provisioning: paced.provisioning(),
      initial: paced.initial(),
    };
  };

  it("serve at once if they were there from the beginning", () => {
    const expected = { serving: { 1: ["one"] }, provisioning: [], initial: [] };
    assert.deepEqual(at(0, plan(zone("1", "one"))), expected);
  });

  it("serve at once without a pace", () => {
    paced = new PacedBalancers(undefined, 1, () => 0);
    at(0, plan());
    assert.deepEqual(at(0, plan(zone("1", "one"))).serving, { 1: ["one"] });
  });

  it("are provisioning until they serve, and forward to a target later", () => {
    at(0, plan());
    const nlb = plan(zone("1", "one"));
    assert.deepEqual(at(10, nlb), { serving: {}, provisioning: ["nlb"], initial: ["one"] });
    assert.deepEqual(at(159, nlb).serving, {});
    assert.deepEqual(at(160, nlb), { serving: { 1: [] }, provisioning: [], initial: ["one"] });
    assert.deepEqual(at(339, nlb).initial, ["one"]);
    assert.deepEqual(at(340, nlb), { serving: { 1: ["one"] }, provisioning: [], initial: [] });
  });

  it("are active while a zone is added, and forward to known targets from there at once", () => {
    at(0, plan(zone("1", "one")));
    const both = plan(zone("1", "one"), zone("2", "one"));
    assert.deepEqual(at(10, both), { serving: { 1: ["one"] }, provisioning: [], initial: [] });
    assert.deepEqual(
      paced.coming().map(({ publicAddress }) => publicAddress),
      ["203.0.113.2"],
    );
    assert.deepEqual(at(160, both).serving, { 1: ["one"], 2: ["one"] });
  });

  it("do not change between two looks at the account, for which machines are added", () => {
    at(0, plan());
    const nlb = plan(zone("1", "one"));
    at(10, nlb);
    seconds = 1000;
    assert.deepEqual([paced.serving(), paced.initial()], [[], ["one"]]);
    assert.deepEqual(at(10_000, nlb).serving, { 1: ["one"] });
  });

  it("begin anew with what was away", () => {
    at(0, plan(zone("1", "one")));
    at(10, plan());
    assert.deepEqual(at(20, plan(zone("1", "one"))).serving, {});
  });
});
