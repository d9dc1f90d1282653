import assert from "node:assert/strict";
import {
  INSTANCE,
  INTERNET_GATEWAY,
  PREFIX_LIST,
  PREFIX_LIST_ENTRY,
  SUBNET,
  VPC,
} from "../../simulator/model/tokens";
import type { Stored } from "../../simulator/model/resource";
import type { Values } from "../../simulator/model/values";
import { changes, TestStack } from "../support/test-stack";

/** A host for each instance, with an Elastic IP in the allow-list. */
const config = (instances: readonly string[]) => ({
  network: { cidr: "10.20.0.0/16", egress: { kind: "none" } },
  addresses: { protect: false },
  dns: { zone: "holdfast-demo.net", createZone: true },
  internalHosts: Object.fromEntries(
    instances.map((instance, index) => [`host${index}`, { instance }]),
  ),
});

describe("an allow-list that shrinks by ten", () => {
  let stack: TestStack;
  let instances: string[];
  before(async () => {
    stack = await TestStack.open({});
    const make = (type: string, inputs: Values): Stored =>
      stack.session.account.create(type, "us-east-1", inputs);
    const { id: vpcId } = make(VPC, { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
    make(INTERNET_GATEWAY, { vpcId });
    const { id: subnetId } = make(SUBNET, { vpcId, cidrBlock: "10.0.0.0/20" });
    const machine = { ami: "ami-0123456789abcdef0", instanceType: "t3.small", subnetId };
    instances = Array.from({ length: 11 }, () => make(INSTANCE, machine).id);
    stack.configure(config(instances));
    await stack.up();
  });
  after(() => stack.close());

  const list = () => {
    const { account } = stack.session;
    const [found] = account.all(PREFIX_LIST);
    return [found!.inputs["maxEntries"], account.all(PREFIX_LIST_ENTRY).length];
  };

  it("deletes the entries, and shrinks in the next update", async () => {
    assert.deepEqual(list(), [20, 11]);
    stack.configure(config(instances.slice(1)));
    await stack.up();
    assert.deepEqual(list(), [20, 10]);
    const { steps } = await stack.up();
    assert.deepEqual(
      changes(steps).map(({ op, name }) => `${op} ${name}`),
      ["update addresses-allow-list"],
    );
    assert.deepEqual(list(), [10, 10]);
    assert.deepEqual(changes(await stack.preview()), []);
  });
});
