import assert from "node:assert/strict";
import { followingDoor, nlbFrontDoor, type ProgramConfig } from "../support/program";
import { changes, type Step, TestStack } from "../support/test-stack";

const RECORD = "aws:route53/record:Record";
const EIP = "aws:ec2/eip:Eip";
const NAME = "static.example.com";
const NETWORK = { cidr: "10.20.0.0/16" };

/** So short that a test can wait for it. */
const QUICK = { ttlSeconds: 1, drainSeconds: 3 };
const UNPROTECTED = { addresses: { protect: false } };
const backend = (settings: object = {}) => ({
  backend: { layout: "sharedVpc", blue: {}, green: {}, ...QUICK, live: "blue", ...settings },
});
const config = (overrides: ProgramConfig = {}): ProgramConfig =>
  nlbFrontDoor({ ...UNPROTECTED, ...backend(), ...overrides });
const lines = (steps: readonly Step[]) =>
  changes(steps)
    .map(({ op, name }) => `${op} ${name}`)
    .sort();

/** Those of the public name, by identifier: type, weight, and where it leads. */
function publicRecords({ session: { account } }: TestStack): Record<string, unknown[]> {
  const records = account.all(RECORD).filter(({ inputs }) => inputs["setIdentifier"] !== undefined);
  return Object.fromEntries(
    records.map(({ inputs }) => {
      const [policy] = inputs["weightedRoutingPolicies"] as { weight: number }[];
      return [inputs["setIdentifier"] as string, [inputs["type"], policy!.weight]];
    }),
  );
}

/** The front door's addresses by key, with whether something has them. */
function entryAddresses({ session: { account } }: TestStack): Record<string, string> {
  const eips = account.all(EIP).map((eip) => {
    const tags = account.tagsOf(eip);
    return [tags["holdfast:key"]!, account.state(eip)["publicIp"] as string] as const;
  });
  return Object.fromEntries(eips.filter(([key]) => key.startsWith("entry-")));
}

/** The front door's own, not its backend's. */
const nlbs = ({ session: { account } }: TestStack) =>
  account
    .all("aws:lb/loadBalancer:LoadBalancer")
    .filter((balancer) => account.tagsOf(balancer)["Name"] === "entry-nlb")
    .map(({ id }) => id);

describe("an NLB in front of an ALB", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config());
    await stack.up();
  });
  after(() => stack.close());

  it("changes nothing when nothing changed", async () => {
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("has an address for each zone, and the public name as its alias", () => {
    assert.deepEqual(Object.keys(entryAddresses(stack)).sort(), ["entry-a1", "entry-b1"]);
    assert.deepEqual(publicRecords(stack), { new: ["A", 100] });
  });

  it("switches colour by the gate and the listener's weights, and back by the same", async () => {
    for (const [live, other] of [
      ["green", "blue"],
      ["blue", "green"],
    ]) {
      stack.configure(config(backend({ live })));
      const { steps } = await stack.up();
      assert.deepEqual(lines(steps), [
        `create entry-alarms-${live}-unhealthy`,
        `delete entry-alarms-${other}-unhealthy`,
        "update entry-alb-80",
        "update entry-gate",
      ]);
    }
  });

  it("sends a share of the connections to the other colour by weights", async () => {
    const weights = { blue: 90, green: 10 };
    stack.configure(config({ backend: { ...backend().backend, live: undefined, weights } }));
    await stack.up();
    const { account } = stack.session;
    const listener = account
      .all("aws:lb/listener:Listener")
      .find((each) => account.tagsOf(each)["Name"] === "entry-alb-80");
    const [action] = listener!.inputs["defaultActions"] as {
      forward: { targetGroups: { arn: string; weight: number }[] };
    }[];
    const shares = action!.forward.targetGroups.map(({ arn, weight }) => {
      const group = account.find("aws:lb/targetGroup:TargetGroup", arn, "us-east-1")!;
      return [account.tagsOf(group)["Name"], weight];
    });
    assert.deepEqual(Object.fromEntries(shares), {
      "backend-blue-targets": 90,
      "backend-green-targets": 10,
    });
  });

  it("refuses to make a colour live that has no healthy targets, and moves no weight", async () => {
    stack.configure(config());
    await stack.up();
    const { account, faults } = stack.session;
    const actions = () =>
      account.all("aws:lb/listener:Listener").map(({ inputs }) => inputs["defaultActions"]);
    const before = actions();
    const green = account
      .all("aws:lb/targetGroup:TargetGroup")
      .find((group) => account.tagsOf(group)["Name"] === "backend-green-targets")!;
    faults.unhealthy.add(green.id);
    stack.configure(config(backend({ live: "green", gateTimeoutSeconds: 2 })));
    await assert.rejects(stack.up(), /green/);
    assert.deepEqual(actions(), before);
    faults.unhealthy.clear();
    stack.configure(config());
    await stack.up();
  });

  it("takes a certificate, and another one, without touching an address", async () => {
    const imported = (name: string) =>
      stack.session.account.create("aws:acm/certificate:Certificate", "us-east-1", {
        certificateBody: name,
        privateKey: "key",
      }).id;
    const [first, second] = [imported("first"), imported("second")];
    const secured = (certificateArn: string) =>
      config({ entry: { kind: "nlbAlb", certificateArn } });
    const before = [entryAddresses(stack), nlbs(stack)];
    stack.configure(secured(first));
    await stack.up();
    stack.configure(secured(second));
    assert.deepEqual(lines((await stack.up()).steps), ["update entry-alb-443"]);
    stack.configure(config());
    await stack.up();
    assert.deepEqual([entryAddresses(stack), nlbs(stack)], before);
  });

  it("is migrated to from an old name in steps, and back, and to its end", async () => {
    const shares: unknown[] = [];
    for (const percent of [0, 10, 50, 10, 100]) {
      const dns = {
        zone: "example.com",
        createZone: true,
        migration: { from: "old.example.net", percent },
      };
      stack.configure(config({ dns }));
      await stack.up();
      shares.push(publicRecords(stack));
    }
    assert.deepEqual(shares, [
      { new: ["CNAME", 0], old: ["CNAME", 100] },
      { new: ["CNAME", 10], old: ["CNAME", 90] },
      { new: ["CNAME", 50], old: ["CNAME", 50] },
      { new: ["CNAME", 10], old: ["CNAME", 90] },
      { new: ["CNAME", 100] },
    ]);
    stack.configure(config());
    assert.deepEqual(lines((await stack.up()).steps), ["update dns"]);
    assert.deepEqual(publicRecords(stack), { new: ["A", 100] });
  });

  it("takes a third zone in place, with an address of its own", async () => {
    const before = entryAddresses(stack);
    const had = nlbs(stack);
    stack.configure(config({ network: { ...NETWORK, availabilityZones: 3 } }));
    await stack.up();
    const { "entry-c1": added, ...others } = entryAddresses(stack);
    assert.ok(added);
    assert.deepEqual(others, before);
    assert.deepEqual(nlbs(stack), had);
  });

  it("refuses to give a zone up, and does it in the two steps that it names", async () => {
    stack.configure(config());
    await assert.rejects(
      stack.preview(),
      /network\.availabilityZones[^]*leaves out zone c, and would replace the NLB[^]*\(1\) add entry\.allowReplacement: true/,
    );
    const { "entry-c1": given, ...kept } = entryAddresses(stack);
    assert.ok(given);
    stack.configure(config({ entry: { kind: "nlbAlb", allowReplacement: true } }));
    await stack.up();
    assert.deepEqual(nlbs(stack), []);
    assert.deepEqual(entryAddresses(stack), kept);
    await stack.up();
    assert.equal(nlbs(stack).length, 1);
    assert.deepEqual(entryAddresses(stack), kept);
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("makes way for HAProxy in two updates with the same addresses, and comes back", async () => {
    const kept = entryAddresses(stack);
    const proxies = config({ entry: { kind: "haproxy", nodesPerAz: 1 } });
    for (const wanted of [proxies, config()]) {
      stack.configure(wanted);
      const { outputs } = await stack.up();
      assert.equal(outputs["entryAddresses"], undefined);
      assert.deepEqual(nlbs(stack), []);
      assert.ok(stack.session.account.all(RECORD).every(({ inputs }) => inputs["name"] !== NAME));
      await stack.up();
      assert.deepEqual(entryAddresses(stack), kept);
      assert.deepEqual(lines(await stack.preview()), []);
    }
    assert.equal(nlbs(stack).length, 1);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    const left = stack.session.account.everything().map(({ type }) => type);
    assert.deepEqual([...new Set(left)], ["aws:acm/certificate:Certificate"]);
  });
});

describe("an NLB that is protected from deletion", () => {
  it("is not taken away before the protection is", async () => {
    const stack = await TestStack.open(
      config({ entry: { kind: "nlbAlb", deletionProtection: true } }),
    );
    try {
      await stack.up();
      stack.configure(config({ entry: { kind: "haproxy" } }));
      await assert.rejects(stack.preview(), /takes the NLB away, which is protected/);
      stack.configure(config({ entry: { kind: "nlbAlb" } }));
      await stack.up();
      await stack.destroy();
    } finally {
      await stack.close();
    }
  });
});

describe("an NLB that follows addresses", () => {
  const COLORS = { blue: { cidr: "10.30.0.0/16" }, green: { cidr: "10.40.0.0/16" } };
  const following = (settings: object = {}): ProgramConfig =>
    followingDoor({
      ...UNPROTECTED,
      backend: { ...QUICK, gateTimeoutSeconds: 60, live: "blue", ...COLORS, ...settings },
    });
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(following());
    await stack.up();
  });
  after(() => stack.close());

  it("changes nothing when nothing changed", async () => {
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("switches colour by the gate and the listener's weights", async () => {
    stack.configure(following({ live: "green" }));
    assert.deepEqual(lines((await stack.up()).steps), [
      "update entry-gate",
      "update entry-listener-80",
    ]);
  });

  it("keeps a colour that is removed until no weight names it and the drain is over", async () => {
    stack.configure(following({ live: "green", blue: undefined }));
    const { steps } = await stack.up();
    const place = (name: string) => {
      const at = steps.findIndex((step) => step.op === "delete" && step.name === name);
      assert.ok(at >= 0, `${name} is not among ${lines(steps).join(", ")}`);
      return at;
    };
    const weights = steps.findIndex(({ name }) => name === "entry-listener-80");
    assert.ok(weights < place("entry-drain-blue"));
    assert.ok(place("entry-drain-blue") < place("backend-blue-alb"));
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
