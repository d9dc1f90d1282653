import assert from "node:assert/strict";
import { EIP, TAG } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { ApiLab, all } from "./api-lab";

describe("EC2's tags", () => {
  let lab: ApiLab;
  let address: Stored;
  beforeEach(async () => {
    lab = await ApiLab.open();
    address = lab.aws.eip({ tags: { Name: "entry", "holdfast:holder": "node-a1" } });
  });
  afterEach(() => lab.api.close());

  const tags = () => {
    const { account } = lab.aws;
    return account.tagsOf(account.require(EIP, address.id, "us-east-1"));
  };
  const call = (action: string, parameters: Record<string, string>) =>
    lab.call("ec2", action, { "ResourceId.1": address.id, ...parameters });

  it("are added and changed", async () => {
    await call("CreateTags", { "Tag.1.Key": "holdfast:claimant", "Tag.1.Value": "ecs" });
    await call("CreateTags", { "Tag.1.Key": "holdfast:holder", "Tag.1.Value": "ecs" });
    assert.deepEqual(tags(), {
      Name: "entry",
      "holdfast:holder": "ecs",
      "holdfast:claimant": "ecs",
    });
  });

  it("are deleted by key, and by key and value only where that is the value", async () => {
    await call("DeleteTags", { "Tag.1.Key": "holdfast:holder", "Tag.1.Value": "ecs" });
    assert.equal(tags()["holdfast:holder"], "node-a1");
    await call("DeleteTags", { "Tag.1.Key": "holdfast:holder" });
    assert.deepEqual(tags(), { Name: "entry" });
  });

  it("are changed if a separate resource has added them", async () => {
    lab.aws.make(TAG, { resourceId: address.id, key: "holdfast:holder", value: "node-a1" });
    await call("CreateTags", { "Tag.1.Key": "holdfast:holder", "Tag.1.Value": "ecs" });
    assert.equal(tags()["holdfast:holder"], "ecs");
    await call("DeleteTags", { "Tag.1.Key": "holdfast:holder" });
    assert.deepEqual(tags(), { Name: "entry" });
  });

  it("are refused for what does not exist", async () => {
    const answer = await lab.call("ec2", "CreateTags", {
      "ResourceId.1": "eipalloc-0123456789abcdef0",
      "Tag.1.Key": "Name",
      "Tag.1.Value": "entry",
    });
    assert.deepEqual(all(answer, "Code"), ["InvalidID"]);
  });
});
