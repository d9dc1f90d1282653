import assert from "node:assert/strict";
import {
  AUTO_SCALING_ATTACHMENT,
  AUTO_SCALING_GROUP,
  DNS_RECORD,
  LOAD_BALANCER,
  TARGET_GROUP,
  VPC,
} from "../../simulator/model/tokens";
import { objects, text, texts } from "../../simulator/model/values";
import { ForeignProgram } from "../support/foreign-program";
import type { ProgramConfig } from "../support/program";
import { OWN_VPC, SHOP, type Shop, foreign } from "../support/shop";
import { TestStack } from "../support/test-stack";
import { QUICK, lines, named, shares, targets } from "./nlb-view";

const NETWORK = { cidr: "10.20.0.0/16", egress: { kind: "none" } };

/** A stack beside a shop that runs already. */
async function besideShop(config: (shop: Shop) => ProgramConfig) {
  const stack = await TestStack.open({ network: NETWORK });
  const program = new ForeignProgram(stack.session, "shop", OWN_VPC + SHOP);
  const shop = await program.up<Shop>();
  const before = foreign(stack);
  stack.configure(config(shop));
  return { stack, program, shop, before };
}

const SWITCH = ["update backend-gate", "update backend-live-blue", "update backend-live-green"];

describe("a backend that exists, behind HAProxy nodes", () => {
  let beside: Awaited<ReturnType<typeof besideShop>>;
  const config =
    (live: string, more: object = {}) =>
    ({ alb, group }: Shop): ProgramConfig => ({
      network: NETWORK,
      addresses: { protect: false },
      entry: { kind: "haproxy", nodesPerAz: 1 },
      backend: {
        ...QUICK,
        live,
        ...more,
        existing: {
          blue: { loadBalancerArn: alb.arn, port: 80 },
          green: { autoScalingGroup: group, port: 80 },
        },
      },
      dns: { zone: "holdfast-demo.net", createZone: true },
    });
  const configure = (live: string, more?: object) =>
    beside.stack.configure(config(live, more)(beside.shop));
  const records = () =>
    beside.stack.session.account
      .all(DNS_RECORD)
      .filter(({ inputs }) => text(inputs["name"]) === "live.holdfast.internal")
      .map(({ inputs }) => [
        inputs["setIdentifier"],
        texts(inputs["records"])[0],
        objects(inputs["weightedRoutingPolicies"])[0]!["weight"],
      ])
      .sort();

  before(async () => {
    beside = await besideShop(config("blue"));
    await beside.stack.up();
  });
  after(() => beside.stack.close());

  it("is what the name resolves to: a load balancer's own name, or that of an NLB in front of a group", () => {
    const { stack, shop } = beside;
    const nlb = named(stack, LOAD_BALANCER, "backend-green-nlb");
    assert.deepEqual(records(), [
      ["blue", shop.alb.dnsName, 100],
      ["green", text(nlb.outputs["dnsName"]), 0],
    ]);
    assert.equal(targets(stack, "backend-green-nlb").length, 2);
    const { account } = stack.session;
    // Beside the shop's: the network's VPC only, and no group but the nodes'.
    assert.equal(account.all(VPC).length, 2);
    assert.deepEqual(
      account.all(AUTO_SCALING_GROUP).filter(({ id }) => id.startsWith("backend")),
      [],
    );
  });

  it("is switched by the gate and the two records and nothing else, and back by the same", async () => {
    for (const live of ["green", "blue"]) {
      configure(live);
      assert.deepEqual(lines((await beside.stack.up()).steps), SWITCH);
    }
  });

  it("does not go live while half of its targets are unhealthy: a group's, or a load balancer's", async () => {
    const { stack, shop } = beside;
    const { faults } = stack.session;
    const had = records();
    faults.unhealthy.add(named(stack, TARGET_GROUP, "backend-green-nlb").id);
    configure("green", { gateTimeoutSeconds: 2 });
    await assert.rejects(stack.up(), /green does not go live/);
    assert.deepEqual(records(), had);
    faults.unhealthy.clear();
    faults.unhealthy.add(shop.alb.targets);
    configure("blue", { weights: { blue: 50, green: 50 }, live: undefined, gateTimeoutSeconds: 2 });
    await assert.rejects(stack.up(), /blue does not go live/);
    faults.unhealthy.clear();
  });

  it("is as it was after a destroy, and its own program has nothing to change", async () => {
    const { stack, program, before } = beside;
    configure("blue");
    await stack.destroy();
    assert.deepEqual(stack.session.account.all(AUTO_SCALING_ATTACHMENT), []);
    assert.deepEqual(foreign(stack), before);
    assert.deepEqual(await program.changes(), []);
    await program.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});

describe("a backend that exists, behind an NLB", () => {
  let beside: Awaited<ReturnType<typeof besideShop>>;
  const config =
    (live: string) =>
    ({ alb, nlb }: Shop): ProgramConfig => ({
      network: NETWORK,
      addresses: { protect: false },
      entry: { kind: "nlbAlb" },
      backend: {
        ...QUICK,
        live,
        existing: {
          blue: { loadBalancerArn: alb.arn, port: 80 },
          green: { loadBalancerArn: nlb.arn, port: 80 },
        },
      },
    });
  before(async () => {
    beside = await besideShop(config("blue"));
    await beside.stack.up();
  });
  after(() => beside.stack.close());

  it("has the addresses of its load balancers as targets, and is switched by weights", async () => {
    const { stack, shop } = beside;
    assert.equal(targets(stack, "entry-blue-80").length, 2);
    assert.deepEqual(shares(stack, "entry-listener-80"), {
      "entry-blue-80": 100,
      "entry-green-80": 0,
    });
    stack.configure(config("green")(shop));
    assert.deepEqual(lines((await stack.up()).steps), [
      "update entry-gate",
      "update entry-listener-80",
    ]);
    assert.deepEqual(shares(stack, "entry-listener-80"), {
      "entry-blue-80": 0,
      "entry-green-80": 100,
    });
  });

  it("is as it was after a destroy", async () => {
    const { stack, before } = beside;
    await stack.destroy();
    assert.deepEqual(foreign(stack), before);
  });
});
