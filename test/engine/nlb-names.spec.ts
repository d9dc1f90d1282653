import assert from "node:assert/strict";
import {
  DNS_RECORD,
  HOSTED_ZONE,
  LAMBDA_FUNCTION,
  LOAD_BALANCER,
  SUBNET,
  VPC,
} from "../../simulator/model/tokens";
import { seedZone } from "../../simulator/seed";
import type { Stored } from "../../simulator/model/resource";
import { type Values, objects, text } from "../../simulator/model/values";
import type { ProgramConfig } from "../support/program";
import { type Step, TestStack } from "../support/test-stack";
import { REGION, entryAddresses, lines, named, shares, targets } from "./nlb-view";

const NETWORK = { cidr: "10.20.0.0/16", egress: { kind: "none" } };

/** What each minute's run does. */
async function runFollower({ session: { account, env } }: TestStack): Promise<void> {
  const [follower] = account.all(LAMBDA_FUNCTION);
  const path = `/2015-03-31/functions/${follower!.id}/invocations`;
  const answer = await fetch(env["AWS_ENDPOINT_URL"]! + path, { method: "POST" });
  const said = await answer.text();
  assert.equal(answer.status, 200, said);
  assert.equal(answer.headers.get("x-amz-function-error"), null, said);
}

/** A load balancer outside the stack, in a separate VPC. */
function oldBalancer({ session: { account } }: TestStack) {
  const make = (type: string, inputs: Values) => account.create(type, REGION, inputs);
  const vpc = make(VPC, { cidrBlock: "10.99.0.0/16" });
  const subnet = make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.99.0.0/24" });
  const balancer = make(LOAD_BALANCER, {
    name: "old",
    loadBalancerType: "network",
    internal: true,
    subnets: [subnet.id],
  });
  const { dnsName, zoneId } = balancer.outputs;
  return {
    from: { name: text(dnsName), hostedZoneId: text(zoneId) },
    remove: () => [balancer, subnet, vpc].forEach((one) => account.remove(one)),
  };
}

/** Where the public name leads, with weights. */
function aliases({ session: { account } }: TestStack): Record<string, number> {
  const records = account.all(DNS_RECORD).filter(({ inputs }) => inputs["setIdentifier"]);
  return Object.fromEntries(
    records.map(({ inputs }) => {
      assert.equal(inputs["type"], "A");
      const [alias] = objects(inputs["aliases"]);
      const [policy] = inputs["weightedRoutingPolicies"] as { weight: number }[];
      return [text(alias!["name"]), policy!.weight];
    }),
  );
}

function indexOf(steps: readonly Step[], line: string): number {
  const at = steps.findIndex(({ op, name }) => `${op} ${name}` === line);
  assert.ok(at >= 0, `${line} is not among ${lines(steps).join(", ")}`);
  return at;
}

describe("an NLB that follows a name of others", () => {
  const INSIDE = "10.20.200.1";
  const OUTSIDE = "192.168.7.9";
  const config = (overrides: ProgramConfig = {}): ProgramConfig => ({
    network: NETWORK,
    addresses: { protect: false },
    entry: { kind: "nlbAlb", follow: { shop: { name: "shop.example.net", weight: 100 } } },
    dns: { zone: "holdfast-demo.net", createZone: true },
    ...overrides,
  });
  let stack: TestStack;
  let zoneId: string;
  let record: Stored;
  let old: ReturnType<typeof oldBalancer>;

  const name = (label: string, records: string[]) =>
    stack.session.account.create(DNS_RECORD, REGION, {
      zoneId,
      name: `${label}.example.net`,
      type: "A",
      ttl: 60,
      records,
    });

  /** With a second name, at a step of the migration from the old load balancer. */
  const migrating = (percent: number | undefined): ProgramConfig => {
    const follow = {
      shop: { name: "shop.example.net", weight: 90 },
      next: { name: "next.example.net", weight: 10 },
    };
    const migration = percent === undefined ? {} : { migration: { from: old.from, percent } };
    const dns = { zone: "holdfast-demo.net", createZone: true, ...migration };
    return config({ entry: { kind: "nlbAlb", follow }, dns });
  };

  before(async () => {
    stack = await TestStack.open(config());
    zoneId = seedZone(stack.session.account, "example.net").id;
    record = name("shop", [INSIDE, OUTSIDE]);
    old = oldBalancer(stack);
    await stack.up();
  });
  after(() => stack.close());

  it("has its addresses as targets, those outside the VPC for all zones", () => {
    assert.deepEqual(targets(stack, "entry-shop-443"), [`${INSIDE}:443`, `${OUTSIDE}:443 all`]);
    assert.deepEqual(shares(stack, "entry-listener-443"), { "entry-shop-443": 100 });
  });

  it("goes where the name goes: at once to a new address, after three runs from an old one", async () => {
    stack.session.account.remove(record);
    record = name("shop", [INSIDE, "10.20.200.2"]);
    const [kept, added, leaving] = [`${INSIDE}:443`, "10.20.200.2:443", `${OUTSIDE}:443 all`];
    for (const expected of [
      [kept, added, leaving],
      [kept, added, leaving],
      [kept, added],
    ]) {
      await runFollower(stack);
      assert.deepEqual(targets(stack, "entry-shop-443"), expected);
    }
    // The state has no targets, which come and go.
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("sends a share to a second name, whose addresses are registered before", async () => {
    name("next", ["10.20.200.9"]);
    stack.configure(migrating(0));
    const { steps } = await stack.up();

    assert.ok(indexOf(steps, "update entry-gate") < indexOf(steps, "update entry-listener-443"));
    assert.deepEqual(targets(stack, "entry-next-443"), ["10.20.200.9:443"]);
    assert.deepEqual(shares(stack, "entry-listener-443"), {
      "entry-shop-443": 90,
      "entry-next-443": 10,
    });
  });

  it("is migrated to from an AWS load balancer by aliases, and from any step to the end", async () => {
    const seen: unknown[] = [aliases(stack)];
    for (const percent of [25, undefined]) {
      stack.configure(migrating(percent));
      await stack.up();
      seen.push(aliases(stack));
    }
    const own = text(named(stack, LOAD_BALANCER, "entry-nlb").outputs["dnsName"]);
    assert.deepEqual(seen, [
      { [own]: 0, [old.from.name]: 100 },
      { [own]: 25, [old.from.name]: 75 },
      { [own]: 100 },
    ]);
    old.remove();
  });

  it("refuses to move to another VPC, and does it in the two steps that it names", async () => {
    const follow = { shop: { name: "shop.example.net", weight: 100 } };
    const kept = entryAddresses(stack);
    const had = named(stack, LOAD_BALANCER, "entry-nlb").id;
    const network = { ...NETWORK, cidr: "10.50.0.0/16" };
    stack.configure(config({ network }));
    await assert.rejects(
      stack.preview(),
      /network\.cidr = "10\.50\.0\.0\/16"[^]*changes the VPC \(from 10\.20\.0\.0\/16\), which would replace the NLB[^]*\(1\) add entry\.allowReplacement: true[^]*\(2\) `pulumi up` again/,
    );
    assert.equal(named(stack, LOAD_BALANCER, "entry-nlb").id, had);
    stack.configure(config({ network, entry: { kind: "nlbAlb", follow, allowReplacement: true } }));
    await stack.up();
    assert.deepEqual(stack.session.account.all(LOAD_BALANCER), []);
    assert.deepEqual(entryAddresses(stack), kept);
    await stack.up();
    assert.notEqual(named(stack, LOAD_BALANCER, "entry-nlb").id, had);
    assert.deepEqual(entryAddresses(stack), kept);
    // What was inside the VPC is outside now.
    assert.deepEqual(targets(stack, "entry-shop-443"), [
      `${INSIDE}:443 all`,
      "10.20.200.2:443 all",
    ]);
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    const left = stack.session.account.everything();
    assert.deepEqual(
      [...new Set(left.map(({ type }) => type))].sort(),
      [DNS_RECORD, HOSTED_ZONE].sort(),
    );
    assert.ok(
      left.every(
        ({ type, id, inputs }) => (type === HOSTED_ZONE ? id : inputs["zoneId"]) === zoneId,
      ),
    );
  });
});
