import assert from "node:assert/strict";
import { Address4 } from "ip-address";
import { acceleratedDoor, type ProgramConfig } from "../support/program";
import { changes, type Outcome, type Step, TestStack } from "../support/test-stack";

const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";
const GROUP = "aws:globalaccelerator/endpointGroup:EndpointGroup";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const EIP = "aws:ec2/eip:Eip";

/** So short that a test can wait for it. */
const QUICK = { ttlSeconds: 1, drainSeconds: 3 };
const UNPROTECTED = { addresses: { protect: false } };
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
  let outputs: Outcome["outputs"];
  before(async () => {
    stack = await TestStack.open(config());
    outputs = (await stack.up()).outputs;
  });
  after(() => stack.close());

  const logging = (overrides: ProgramConfig): ProgramConfig =>
    config({ entry: { kind: "accelerator", flowLogs: { retentionDays: 30 } }, ...overrides });
  const addresses = () => [...addressesOf(stack)].sort();
  const hasFlowLogs = (): unknown => {
    const [accelerator] = stack.session.account.all(ACCELERATOR);
    return (accelerator!.inputs["attributes"] as Record<string, unknown>)["flowLogsEnabled"];
  };

  it("has its two addresses in the outputs and on the allow-list", () => {
    const { "entry-accelerator-1": one, "entry-accelerator-2": two } = outputs[
      "entryAddresses"
    ] as Record<string, string>;
    assert.deepEqual([one, two], [...addressesOf(stack)].sort());
    const allowed = outputs["allowList"] as string[];
    for (const address of [one!, two!]) {
      const isAllowed = allowed.some((cidr) =>
        new Address4(address).isHostInSubnet(new Address4(cidr)),
      );
      assert.ok(isAllowed, String(allowed));
    }
  });

  it("reaches both colours' VPCs without a peering", () => {
    const { account } = stack.session;
    assert.deepEqual(account.all("aws:ec2/vpcPeeringConnection:VpcPeeringConnection"), []);
    assert.deepEqual(weights(stack), { "backend-blue-nlb": 100, "backend-green-nlb": 0 });
  });

  it("switches colour by the gate and the weights and nothing else, and back by the same", async () => {
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
    stack.configure(logging(backend({ live: undefined, weights: { blue: 90, green: 10 } })));
    await stack.up();
    assert.deepEqual(weights(stack), { "backend-blue-nlb": 90, "backend-green-nlb": 10 });
  });

  it("turns flow logs on in place", () => {
    assert.equal(hasFlowLogs(), true);
    assert.deepEqual(Object.values(outputs["entryAddresses"] as object).sort(), addresses());
  });

  it("refuses to make a colour live that has no healthy targets, and moves no weight", async () => {
    const { account, faults } = stack.session;
    const green = account
      .all("aws:lb/targetGroup:TargetGroup")
      .find((group) => account.tagsOf(group)["Name"] === "backend-green-nlb")!;
    faults.unhealthy.add(green.id);
    stack.configure(logging(backend({ live: "green", gateTimeoutSeconds: 2 })));
    await assert.rejects(stack.up(), /green/);
    assert.deepEqual(weights(stack), { "backend-blue-nlb": 90, "backend-green-nlb": 10 });
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
    // The same update turns the flow logs off, in place.
    assert.equal(hasFlowLogs(), false);
    assert.ok(lines(steps).includes("update addresses-accelerator"));
    assert.deepEqual(Object.values(outputs["entryAddresses"] as object).sort(), addresses());
  });

  it("makes way for Elastic IPs under another name", async () => {
    stack.configure(
      config({
        entry: { kind: "haproxy", nodesPerAz: 1 },
        ...backend({ live: "green", blue: undefined }),
        dns: { zone: "holdfast-demo.net", createZone: true, name: "proxies" },
      }),
    );
    await stack.up();
    assert.deepEqual(addressesOf(stack), []);
    assert.equal(stack.session.account.all(EIP).length, 4);
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
