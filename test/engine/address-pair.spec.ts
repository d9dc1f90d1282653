import assert from "node:assert/strict";
import * as program from "../support/program";
import { changes, type Step, TestStack } from "../support/test-stack";

const EIP = "aws:ec2/eip:Eip";
const INSTANCE = "aws:ec2/instance:Instance";
const NETWORK_INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
const ROUTE = "aws:ec2/route:Route";

/** Addresses that a destroy may release. */
const addressPair = (entry: Readonly<Record<string, unknown>> = {}, overrides = {}) =>
  program.addressPair(entry, { addresses: { protect: false }, ...overrides });

const lines = (steps: readonly Step[]) => changes(steps).map(({ op, name }) => `${op} ${name}`);

/** Calls the API of EC2 as the scripts of a node do. */
async function ec2(stack: TestStack, Action: string, parameters: Record<string, string>) {
  const body = new URLSearchParams({ Action, Version: "2016-11-15", ...parameters });
  const url = stack.session.env["AWS_ENDPOINT_URL"]!;
  const response = await fetch(url, { method: "POST", body });
  assert.ok(response.ok, await response.text());
}

/** The network interface of a node. */
const interfaceOf = (stack: TestStack, node: string): string =>
  stack.session.account
    .all(NETWORK_INTERFACE)
    .find((one) => stack.session.account.tagsOf(one)["Name"] === node)!.id;

const routesTo = (stack: TestStack, address: string) =>
  stack.session.account
    .all(ROUTE)
    .filter(({ inputs }) => inputs["destinationCidrBlock"] === `${address}/32`);

/** Nodes that an address is routed to. */
function holdersOf(stack: TestStack, address: string): string[] {
  const { account } = stack.session;
  return routesTo(stack, address).map(({ inputs }) => {
    const own = account
      .all(NETWORK_INTERFACE)
      .find(({ id }) => id === inputs["networkInterfaceId"])!;
    return account.tagsOf(own)["Name"]!;
  });
}

/** Simulates the new master: moves the routes to itself. */
async function failOver(stack: TestStack, address: string, node: string): Promise<void> {
  const NetworkInterfaceId = interfaceOf(stack, node);
  for (const { inputs } of routesTo(stack, address)) {
    await ec2(stack, "ReplaceRoute", {
      RouteTableId: inputs["routeTableId"] as string,
      DestinationCidrBlock: `${address}/32`,
      NetworkInterfaceId,
    });
  }
}

describe("a pair by route", () => {
  const VIRTUAL = "172.31.255.10";
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(addressPair());
    await stack.up();
  });
  after(() => stack.close());

  it("routes to the first node at first, from every route table", () => {
    assert.deepEqual(holdersOf(stack, VIRTUAL), Array(3).fill("entry-main-a"));
    const states = routesTo(stack, VIRTUAL).map(
      (route) => stack.session.account.state(route)["state"],
    );
    assert.deepEqual(new Set(states), new Set(["active"]));
  });

  it("takes packets for the address that is no interface's own, after an update too", async () => {
    const tagged = (owner: string) => addressPair({}, { tags: { owner } });
    stack.configure(tagged("platform"));
    const { steps } = await stack.up();
    assert.ok(lines(steps).includes("update entry-main-a"));
    const { account } = stack.session;
    for (const type of [NETWORK_INTERFACE, INSTANCE]) {
      const checks = account.all(type).map((one) => account.state(one)["sourceDestCheck"]);
      assert.deepEqual(checks, [false, false], type);
    }
    stack.configure(addressPair());
    await stack.up();
  });

  it("changes nothing, and leaves a failover alone, in an update and after a refresh", async () => {
    await failOver(stack, VIRTUAL, "entry-main-b");
    assert.deepEqual(changes((await stack.up()).steps), []);
    assert.deepEqual(changes((await stack.up("--refresh")).steps), []);
    assert.deepEqual(holdersOf(stack, VIRTUAL), Array(3).fill("entry-main-b"));
  });

  it("gives another zone a route, and touches no node and no other route", async () => {
    const network = { cidr: "10.20.0.0/16", availabilityZones: 3 };
    stack.configure(addressPair({}, { network }));
    const others = changes((await stack.up()).steps).filter(({ op }) => op !== "create");
    // The endpoint gets a subnet, the role a route table, and the nodes a tag with it.
    assert.deepEqual(lines(others).sort(), [
      "update entry",
      "update entry-main-a",
      "update entry-main-b",
      "update network-endpoint-ec2",
    ]);
    // The node that has the address finds the new route at its next check.
    assert.deepEqual(holdersOf(stack, VIRTUAL).sort(), [
      "entry-main-a",
      ...Array<string>(3).fill("entry-main-b"),
    ]);
  });

  it("replaces one node after the other, and neither's network interface nor the routes", async () => {
    const network = { cidr: "10.20.0.0/16", availabilityZones: 3 };
    const interfaces = ["entry-main-a", "entry-main-b"].map((node) => interfaceOf(stack, node));
    const before = holdersOf(stack, VIRTUAL);
    stack.configure(addressPair({ advertSeconds: 0.2 }, { network }));
    const { steps } = await stack.up();
    const done = lines(steps.filter(({ type }) => type === INSTANCE));
    const [oldA, newA, oldB, newB] = [
      "delete-replaced entry-main-a",
      "create-replacement entry-main-a",
      "delete-replaced entry-main-b",
      "create-replacement entry-main-b",
    ].map((line) => done.indexOf(line));
    assert.ok(
      oldA! >= 0 && oldA! < newA! && newA! < oldB! && oldB! < newB!,
      `in this order: ${done.join(", ")}`,
    );
    assert.deepEqual(
      ["entry-main-a", "entry-main-b"].map((node) => interfaceOf(stack, node)),
      interfaces,
    );
    assert.deepEqual(holdersOf(stack, VIRTUAL), before);
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("is destroyed without a trace, whichever node has the address", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});

describe("a pair by Elastic IP", () => {
  let stack: TestStack;
  const settings = addressPair({ failover: "eip", virtualAddress: undefined });
  before(async () => {
    stack = await TestStack.open(settings);
    await stack.up();
  });
  after(() => stack.close());

  const address = () =>
    stack.session.account
      .all(EIP)
      .find((eip) => stack.session.account.tagsOf(eip)["holdfast:key"] === "entry-main")!;

  it("has an address without a holder until a node claims it", () => {
    assert.equal(stack.session.account.state(address())["associationId"], "");
  });

  it("leaves the address with the node that took it, in an update and after a refresh", async () => {
    for (const [node, ...refresh] of [["entry-main-a"], ["entry-main-b", "--refresh"]] as const) {
      const NetworkInterfaceId = interfaceOf(stack, node);
      await ec2(stack, "AssociateAddress", { AllocationId: address().id, NetworkInterfaceId });
      const { steps } = await stack.up(...refresh);
      assert.deepEqual(changes(steps), []);
      assert.equal(
        stack.session.account.state(address())["networkInterface"],
        NetworkInterfaceId,
        node,
      );
    }
  });

  it("is destroyed without a trace while a node has the address", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
