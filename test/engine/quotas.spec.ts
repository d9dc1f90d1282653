import assert from "node:assert/strict";
import { DEFAULT_QUOTAS } from "../../simulator";
import { TestStack, changes } from "../support/test-stack";

const config = (availabilityZones: number) => ({
  network: { cidr: "10.20.0.0/16", availabilityZones },
  addresses: { protect: false },
});

describe("an account whose quotas a stack uses up", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config(2), {
      ...DEFAULT_QUOTAS,
      elasticIps: 2,
      vpcs: 1,
      natGatewaysPerZone: 1,
    });
    await stack.up();
  });
  after(() => stack.close());

  it("has room for what there is", async () => {
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("has none for another zone's address, which the preview says", async () => {
    stack.configure(config(3));
    await assert.rejects(stack.preview(), ({ message }: Error) => {
      assert.match(message, /has 1 problem; nothing was changed/);
      assert.match(message, /account to 2 Elastic IPs: 2 are in use, and the stack needs 1 more/);
      assert.match(message, /--quota-code L-0263D0A3 --desired-value 3 --region us-east-1/);
      return true;
    });
  });
});
