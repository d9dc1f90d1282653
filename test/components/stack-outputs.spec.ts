import assert from "node:assert/strict";
import { stackOutputs } from "../../components/stack-outputs";

describe("stackOutputs", () => {
  it("has no key for what is undefined, as the engine would warn of it", () => {
    const outputs = stackOutputs({ vpcId: "vpc-1", jumpbox: undefined, hosts: {} });
    assert.deepEqual(Object.keys(outputs), ["vpcId", "hosts"]);
  });
});
