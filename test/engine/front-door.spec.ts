import assert from "node:assert/strict";
import { planProgram } from "../../cost/commands/plan-program";
import { fromStackExport } from "../../cost/from-export";
import { readPicture } from "../../diagram/read-picture";
import { renderMermaid } from "../../diagram/render-mermaid";
import { frontDoor, type ProgramConfig } from "../support/program";
import { changes, type Step, TestStack } from "../support/test-stack";

const EIP = "aws:ec2/eip:Eip";
const COLORS = { blue: { cidr: "10.30.0.0/16" }, green: { cidr: "10.40.0.0/16" } };

/** So short that a test can wait for it. */
const QUICK = { ttlSeconds: 1, drainSeconds: 3 };
const backend = (settings: object) => ({
  backend: { ...COLORS, ...QUICK, live: "blue", ...settings },
});
const config = (overrides: ProgramConfig = {}): ProgramConfig =>
  frontDoor({ addresses: { protect: false }, ...backend({}), ...overrides });
const lines = (steps: readonly Step[]) => changes(steps).map(({ op, name }) => `${op} ${name}`);

describe("a HAProxy front door", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config());
    await stack.up();
  });
  after(() => stack.close());

  /** Fails if the steps touch an address, or a network that is there already. */
  const assertStable = (steps: readonly Step[]) => {
    const kept = /^aws:ec2\/(eip|natGateway|subnet|routeTable|vpc):/;
    assert.deepEqual(lines(steps.filter(({ type, op }) => kept.test(type) && op !== "create")), []);
  };

  it("has an address for each of four nodes, and an instance for each", () => {
    const addresses = stack.session.account
      .all(EIP)
      .map((eip) => stack.session.account.tagsOf(eip)["holdfast:key"])
      .sort();
    assert.deepEqual(addresses, [
      ...["egress-a", "egress-b"],
      ...["entry-a1", "entry-a2", "entry-b1", "entry-b2"],
    ]);
    const nodes = stack.session.account
      .all("aws:ec2/instance:Instance")
      .map((instance) => stack.session.account.tagsOf(instance)["holdfast-node"])
      .filter((node) => node !== undefined)
      .sort();
    assert.deepEqual(nodes, ["a1", "a2", "b1", "b2"]);
  });

  it("changes nothing when nothing changed", async () => {
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("is drawn from its state as from its program", async () => {
    const exported = fromStackExport(await stack.stack.exportStack());
    const sections = config();
    const settings = { stack: "test", region: "us-east-1", sections, usage: {}, budget: undefined };
    const planned = await planProgram("holdfast", settings);
    const [fromState, fromProgram] = [exported, planned].map((resources) =>
      renderMermaid(readPicture(resources, { title: "Stack test", deployed: false })),
    );
    assert.equal(fromState, fromProgram);
    const { boxes } = readPicture(exported, { title: "Stack test", deployed: true });
    const drawn = boxes.flatMap(({ addresses }) => addresses.map(({ ip }) => ip));
    const held = stack.session.account.all(EIP).map((eip) => stack.session.account.state(eip));
    assert.deepEqual(drawn.sort(), held.map(({ publicIp }) => publicIp).sort());
  });

  it("switches colour by the gate and the two records, and back by the same", async () => {
    const expected = [
      "update backend-gate",
      "update backend-live-blue",
      "update backend-live-green",
    ];
    for (const live of ["green", "blue"]) {
      stack.configure(config(backend({ live })));
      assert.deepEqual(lines(await stack.preview()).sort(), expected);
      await stack.up();
    }
  });

  it("sends a share of the traffic to the other colour by weights", async () => {
    const weights = { blue: 90, green: 10 };
    stack.configure(config({ backend: { ...COLORS, ...QUICK, weights } }));
    await stack.up();
    const records = stack.session.account
      .all("aws:route53/record:Record")
      .filter(
        ({ inputs }) => inputs["setIdentifier"] === "blue" || inputs["setIdentifier"] === "green",
      )
      .map(({ inputs }) => [inputs["setIdentifier"], inputs["weightedRoutingPolicies"]]);
    assert.deepEqual(Object.fromEntries(records), {
      blue: [{ weight: 90 }],
      green: [{ weight: 10 }],
    });
  });

  it("rolls a new image through the nodes without touching an address", async () => {
    const image = "ami-0123456789abcdef0";
    stack.configure(config({ entry: { kind: "haproxy", image } }));
    const steps = changes(await stack.preview());
    assertStable(steps);
    const rolled = steps.filter(({ type }) => type.startsWith("aws:ec2/launchTemplate"));
    assert.deepEqual(lines(rolled).sort(), [
      "update entry-a1",
      "update entry-a2",
      "update entry-b1",
      "update entry-b2",
    ]);
  });

  it("takes a third zone and touches no address, subnet, gateway or route table", async () => {
    stack.configure(config({ network: { cidr: "10.20.0.0/16", availabilityZones: 3 } }));
    const steps = await stack.preview();
    assertStable(steps);
    assert.deepEqual(
      lines(steps.filter(({ op }) => !["same", "create", "update"].includes(op))),
      [],
    );
  });

  it("gives the third zone up; the name leads to new load balancers before the old ones go", async () => {
    await stack.up();
    stack.configure(config());
    const { steps } = await stack.up();
    const done = steps.map(({ op, name }) => `${op} ${name}`);
    for (const color of ["blue", "green"]) {
      const moved = done.indexOf(`update backend-live-${color}`);
      const gone = done.indexOf(`delete-replaced backend-${color}-nlb`);
      assert.ok(moved >= 0 && moved < gone, done.join("\n"));
    }
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("takes a third node per zone by creating only", async () => {
    stack.configure(config({ entry: { kind: "haproxy", nodesPerAz: 3 } }));
    const others = changes(await stack.preview()).filter(({ op }) => op !== "create");
    // The dashboard shows the new nodes.
    assert.deepEqual(lines(others), ["update alarms"]);
  });

  it("picks up a change of HAProxy from S3 without replacing or changing a node", async () => {
    const entry = { kind: "haproxy", configSource: "s3" };
    stack.configure(config({ entry }));
    await stack.up();
    stack.configure(config({ entry: { ...entry, mode: "tcp", proxyProtocol: true } }));
    assert.deepEqual(lines(await stack.preview()), ["update entry-config-haproxy-cfg"]);
  });

  it("names the addresses that fewer nodes would give up, and refuses", async () => {
    const entry = { kind: "haproxy", nodesPerAz: 1 };
    stack.configure(config({ entry, addresses: {} }));
    await assert.rejects(stack.preview(), /gives up entry-a2 .*[^]*gives up entry-b2 /);
  });

  it("refuses to make a colour live that has no healthy targets, and moves no record", async () => {
    stack.configure(config());
    await stack.up();
    const { account, faults } = stack.session;
    const weights = () =>
      account
        .all("aws:route53/record:Record")
        .map(({ inputs }) => inputs["weightedRoutingPolicies"])
        .filter(Boolean);
    const before = weights();
    const green = account
      .all("aws:lb/targetGroup:TargetGroup")
      .find((group) => account.tagsOf(group)["Name"] === "backend-green-targets")!;
    faults.unhealthy.add(green.id);
    stack.configure(config(backend({ live: "green", gateTimeoutSeconds: 2 })));
    await assert.rejects(stack.up(), /green/);
    assert.deepEqual(weights(), before);
    faults.unhealthy.clear();
    await stack.up();
  });

  it("keeps a colour that is removed until the name has left it and the drain is over", async () => {
    const { green } = COLORS;
    stack.configure(config({ backend: { ...QUICK, live: "green", green } }));
    const { steps } = await stack.up();
    const deletes = steps.filter(({ op }) => op === "delete").map(({ name }) => name);
    const place = (name: string) => deletes.indexOf(name);
    assert.ok(place("backend-live-blue") >= 0);
    assert.ok(place("backend-live-blue") < place("backend-drain-blue"));
    assert.ok(place("backend-drain-blue") < place("backend-blue-listener-443"));
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});

describe("a HAProxy front door that reaches its backend by the public name", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config(backend({ reach: "public", zone: "example.org" })));
    stack.session.account.create("aws:route53/zone:Zone", "us-east-1", { name: "example.org" });
    await stack.up();
  });
  after(() => stack.close());

  it("has load balancers that face the internet, and admit the nodes' addresses only", () => {
    const { account } = stack.session;
    const balancers = account.all("aws:lb/loadBalancer:LoadBalancer");
    assert.equal(balancers.length, 2);
    assert.ok(balancers.every(({ inputs }) => inputs["internal"] !== true));
    assert.deepEqual(account.all("aws:ec2/vpcPeeringConnection:VpcPeeringConnection"), []);
    const sources = account
      .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter((rule) => account.tagsOf(rule)["Name"]?.startsWith("backend-blue-nlb-from-entry-"))
      .map(({ inputs }) => inputs["cidrIpv4"]);
    const nodes = account
      .all(EIP)
      .filter((eip) => account.tagsOf(eip)["holdfast:role"] === "ingress")
      .map((eip) => `${account.state(eip)["publicIp"] as string}/32`);
    assert.deepEqual(sources.sort(), nodes.sort());
  });

  it("changes nothing when nothing changed", async () => {
    assert.deepEqual(changes(await stack.preview()), []);
  });
});
