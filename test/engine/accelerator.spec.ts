import assert from "node:assert/strict";
import { acceleratedDoor, frontDoor, type ProgramConfig } from "../support/program";
import { changes, type Step, TestStack } from "../support/test-stack";

const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";
const GROUP = "aws:globalaccelerator/endpointGroup:EndpointGroup";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const EIP = "aws:ec2/eip:Eip";

/** So short that a test can wait for it. */
const QUICK = { ttlSeconds: 1, drainSeconds: 3 };
const UNPROTECTED = { addresses: { protect: false } };
const NO_EGRESS = { cidr: "10.20.0.0/16", egress: { kind: "none" } };
const COLORS = { blue: { cidr: "10.30.0.0/16" }, green: { cidr: "10.40.0.0/16" } };
const backend = (settings: object = {}) => ({
  backend: { ...COLORS, ...QUICK, live: "blue", ...settings },
});
const config = (overrides: ProgramConfig = {}): ProgramConfig =>
  acceleratedDoor({ ...UNPROTECTED, ...backend(), ...overrides });
const lines = (steps: readonly Step[]) =>
  changes(steps)
    .map(({ op, name }) => `${op} ${name}`)
    .sort();

/** Weights of the endpoints, by the names of the load balancers. */
function weights({ session: { account } }: TestStack): Record<string, unknown> {
  const [group] = account.all(GROUP);
  const endpoints = group!.inputs["endpointConfigurations"] as Record<string, string>[];
  return Object.fromEntries(
    endpoints.map(({ endpointId, weight }) => {
      const balancer = account.find(BALANCER, endpointId!, "us-east-1")!;
      return [account.tagsOf(balancer)["Name"]!, weight];
    }),
  );
}

function addressesOf({ session: { account } }: TestStack): string[] {
  return account.all(ACCELERATOR).flatMap(({ outputs }) => {
    const [{ ipAddresses }] = outputs["ipSets"] as [{ ipAddresses: string[] }];
    return ipAddresses;
  });
}

describe("an accelerator", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config());
    await stack.up();
  });
  after(() => stack.close());

  it("changes nothing when nothing changed", async () => {
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("has its two addresses in the outputs and on the allow-list", async () => {
    const outputs = await stack.stack.outputs();
    const { "entry-accelerator-1": one, "entry-accelerator-2": two } = outputs["entryAddresses"]!
      .value as Record<string, string>;
    assert.deepEqual([one, two], [...addressesOf(stack)].sort());
    const allowed = outputs["allowList"]!.value as string[];
    assert.ok(allowed.includes(`${one}/32`) && allowed.includes(`${two}/32`), String(allowed));
  });

  it("leads to both colours' VPCs without a peering", () => {
    const { account } = stack.session;
    assert.deepEqual(account.all("aws:ec2/vpcPeeringConnection:VpcPeeringConnection"), []);
    assert.deepEqual(weights(stack), { "backend-blue-nlb": 100, "backend-green-nlb": 0 });
  });

  it("switches colour by the gate and the weights, and back by the same", async () => {
    const had = addressesOf(stack);
    for (const [live, other] of [
      ["green", "blue"],
      ["blue", "green"],
    ]) {
      stack.configure(config(backend({ live })));
      const { steps } = await stack.up();
      assert.deepEqual(lines(steps), [
        `create entry-alarms-${live}-unhealthy`,
        `delete entry-alarms-${other}-unhealthy`,
        "update entry-endpoints",
        "update entry-gate",
      ]);
    }
    assert.deepEqual(addressesOf(stack), had);
  });

  it("sends a share of the connections to the other colour by weights", async () => {
    stack.configure(config(backend({ live: undefined, weights: { blue: 90, green: 10 } })));
    await stack.up();
    assert.deepEqual(weights(stack), { "backend-blue-nlb": 90, "backend-green-nlb": 10 });
  });

  it("refuses to make a colour live that has no healthy targets, and moves no weight", async () => {
    stack.configure(config());
    await stack.up();
    const { account, faults } = stack.session;
    const green = account
      .all("aws:lb/targetGroup:TargetGroup")
      .find((group) => account.tagsOf(group)["Name"] === "backend-green-targets")!;
    faults.unhealthy.add(green.id);
    stack.configure(config(backend({ live: "green", gateTimeoutSeconds: 2 })));
    await assert.rejects(stack.up(), /green/);
    assert.deepEqual(weights(stack), { "backend-blue-nlb": 100, "backend-green-nlb": 0 });
    faults.unhealthy.clear();
  });

  it("keeps a colour that is removed until no weight names it and the drain is over", async () => {
    stack.configure(config(backend({ live: "green", blue: undefined })));
    const { steps } = await stack.up();
    const place = (op: string, name: string) => {
      const at = steps.findIndex((step) => step.op === op && step.name === name);
      assert.ok(at >= 0, `${op} ${name} is not among ${lines(steps).join(", ")}`);
      return at;
    };
    assert.ok(place("update", "entry-endpoints") < place("delete", "entry-drain-blue"));
    assert.ok(place("delete", "entry-drain-blue") < place("delete", "backend-blue-nlb"));
    assert.deepEqual(weights(stack), { "backend-green-nlb": 100 });
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("turns flow logs on and off in place", async () => {
    const had = addressesOf(stack);
    const logging = { entry: { kind: "accelerator", flowLogs: { retentionDays: 30 } } };
    const green = backend({ live: "green", blue: undefined });
    stack.configure(config({ ...green, ...logging }));
    await stack.up();
    const enabled = () =>
      (stack.session.account.all(ACCELERATOR)[0]!.inputs["attributes"] as Record<string, unknown>)[
        "flowLogsEnabled"
      ];
    assert.equal(enabled(), true);
    stack.configure(config(green));
    const { steps } = await stack.up();
    assert.equal(enabled(), false);
    assert.ok(lines(steps).includes("update addresses-accelerator"));
    assert.deepEqual(addressesOf(stack), had);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});

describe("addresses of an accelerator", () => {
  const shared = { ...backend({ layout: "sharedVpc", blue: {}, green: {} }), network: NO_EGRESS };
  const kept = (addresses: object = {}, overrides: ProgramConfig = {}): ProgramConfig =>
    config({ ...shared, dns: undefined, addresses, ...overrides });
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(kept());
    await stack.up();
  });
  after(() => stack.close());

  it("survive a destroy, and come back with the next up", async () => {
    const had = addressesOf(stack);
    await assert.rejects(stack.destroy(), /protected/);
    await stack.destroy({ excludeProtected: true });
    assert.deepEqual(addressesOf(stack), had);
    await stack.forget();
    const { steps } = await stack.up();
    assert.deepEqual(addressesOf(stack), had);
    assert.deepEqual(
      steps.filter(({ type }) => type === ACCELERATOR).map(({ op }) => op),
      ["import"],
    );
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("are not given up without leave", async () => {
    const had = addressesOf(stack);
    stack.configure(kept({}, { entry: { kind: "none" }, backend: undefined }));
    await assert.rejects(stack.preview(), /protect/);
    assert.deepEqual(addressesOf(stack), had);
  });

  it("are given up in two updates with leave, the first of which takes the front door away", async () => {
    const had = addressesOf(stack);
    const leave = { allowRelease: ["entry-accelerator"] };
    stack.configure(kept(leave, { entry: { kind: "none" }, backend: undefined }));
    await stack.up();
    assert.deepEqual(addressesOf(stack), had);
    assert.deepEqual(stack.session.account.all(GROUP), []);
    await stack.up();
    assert.deepEqual(addressesOf(stack), []);
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("make way for Elastic IPs under another name", async () => {
    stack.configure(config());
    await stack.up();
    const dns = { zone: "example.com", createZone: true, name: "proxies" };
    const { backend: behind } = frontDoor();
    stack.configure(
      config({
        entry: { kind: "haproxy", nodesPerAz: 1 },
        backend: { ...(behind as object), ...QUICK },
        dns,
      }),
    );
    await stack.up();
    assert.deepEqual(addressesOf(stack), []);
    assert.equal(stack.session.account.all(EIP).length, 4);
    assert.deepEqual(lines(await stack.preview()), []);
  });
});
