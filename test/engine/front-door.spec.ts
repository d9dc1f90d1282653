import assert from "node:assert/strict";
import { planProgram } from "../../commands/shared/plan-program";
import { fromStackExport } from "../../stack/export";
import { toSettings } from "../../stack/stack-settings";
import { readPicture } from "../../commands/diagram/read-picture";
import { renderMermaid } from "../../commands/diagram/render-mermaid";
import { frontDoor, type ProgramConfig } from "../support/program";
import { changes, type Step, TestStack } from "../support/test-stack";

const EIP = "aws:ec2/eip:Eip";
/** One colour, with waits that a test can wait for. */
const config = (overrides: ProgramConfig = {}): ProgramConfig =>
  frontDoor({
    addresses: { protect: false },
    backend: { blue: { cidr: "10.30.0.0/16" }, ttlSeconds: 1, drainSeconds: 3, live: "blue" },
    ...overrides,
  });
const FROM_S3 = { kind: "haproxy", configSource: "s3" };
const lines = (steps: readonly Step[]) => changes(steps).map(({ op, name }) => `${op} ${name}`);

describe("a HAProxy front door", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config());
    await stack.up();
  });
  after(() => stack.close());

  /** Fails if the steps touch an address, or the existing network. */
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

  it("is drawn from its state as from its program", async () => {
    const exported = fromStackExport(await stack.export());
    const sections = config();
    const settings = { ...toSettings("test", {}), sections };
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
    const { steps } = await stack.up();
    assertStable(steps);
    assert.deepEqual(
      lines(steps.filter(({ op }) => !["same", "create", "update"].includes(op))),
      [],
    );
  });

  it("removes the third zone; the name resolves to a new load balancer before the old one is deleted", async () => {
    stack.configure(config());
    const { steps } = await stack.up();
    const done = steps.map(({ op, name }) => `${op} ${name}`);
    const moved = done.indexOf("update backend-live-blue");
    const gone = done.indexOf("delete-replaced backend-blue-nlb");
    assert.ok(moved >= 0 && moved < gone, done.join("\n"));
  });

  it("takes a third node per zone by creating only", async () => {
    stack.configure(config({ entry: { kind: "haproxy", nodesPerAz: 3 } }));
    const others = changes(await stack.preview()).filter(({ op }) => op !== "create");
    // The dashboard shows the new nodes, and the rolls wait for them, too.
    assert.deepEqual(lines(others).sort(), [
      ...["update alarms", "update entry-roll-a", "update entry-roll-b"],
    ]);
  });

  it("picks up a change of HAProxy from S3 without replacing or changing a node", async () => {
    stack.configure(config({ entry: FROM_S3 }));
    await stack.up();
    const entry = { ...FROM_S3, mode: "tcp", proxyProtocol: true };
    stack.configure(config({ entry }));
    assert.deepEqual(lines(await stack.preview()), ["update entry-config-haproxy-cfg"]);
  });

  it("names the addresses that fewer nodes would release, and refuses", async () => {
    const entry = { ...FROM_S3, nodesPerAz: 1 };
    stack.configure(config({ entry, addresses: {} }));
    await assert.rejects(stack.preview(), /LOST: entry-a2, entry-b2\. Clients that/);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
