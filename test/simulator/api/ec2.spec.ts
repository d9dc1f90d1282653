import assert from "node:assert/strict";
import { ApiLab, all } from "./api-lab";

describe("EC2 API", () => {
  let lab: ApiLab;
  beforeEach(async () => (lab = await ApiLab.open()));
  afterEach(() => lab.api.close());

  /** An address and two instances. */
  const scene = () => {
    const subnet = lab.aws.subnet(lab.aws.vpc());
    const tags = { "holdfast-node": "a1" };
    return { eip: lab.aws.eip(), one: lab.instance(subnet, { tags }), two: lab.instance(subnet) };
  };
  const associate = (AllocationId: string, InstanceId: string, more = {}): Promise<string> =>
    lab.call("ec2", "AssociateAddress", { AllocationId, InstanceId, ...more });
  const holderOf = async (id: string): Promise<string[]> =>
    all(await lab.call("ec2", "DescribeAddresses", { "AllocationId.1": id }), "instanceId");

  it("takes an address from another instance by itself, unless that is not allowed", async () => {
    const { eip, one, two } = scene();
    assert.deepEqual(await holderOf(eip.id), []);
    await associate(eip.id, one.id, { AllowReassociation: "false" });
    assert.deepEqual(await holderOf(eip.id), [one.id]);
    const refused = await associate(eip.id, two.id, { AllowReassociation: "false" });
    assert.deepEqual(all(refused, "Code"), ["Resource.AlreadyAssociated"]);
    assert.deepEqual(await holderOf(eip.id), [one.id]);
    await associate(eip.id, two.id);
    assert.deepEqual(await holderOf(eip.id), [two.id]);
  });

  it("answers the same association when an instance has the address already", async () => {
    const { eip, one } = scene();
    const first = all(await associate(eip.id, one.id), "associationId");
    const again = await associate(eip.id, one.id, { AllowReassociation: "false" });
    assert.deepEqual(all(again, "associationId"), first);
  });

  it("shows the state before a change for as many reads as asked for", async () => {
    const { eip, one } = scene();
    lab.api.faults.staleReads = 2;
    await associate(eip.id, one.id);
    assert.deepEqual(
      [await holderOf(eip.id), await holderOf(eip.id), await holderOf(eip.id)],
      [[], [], [one.id]],
    );
  });

  it("frees an address when its instance is terminated, and when it is disassociated", async () => {
    const { eip, one, two } = scene();
    await associate(eip.id, one.id);
    lab.aws.account.remove(one);
    assert.deepEqual(await holderOf(eip.id), []);
    const [AssociationId = ""] = all(await associate(eip.id, two.id), "associationId");
    await lab.call("ec2", "DisassociateAddress", { AssociationId });
    assert.deepEqual(await holderOf(eip.id), []);
    assert.deepEqual(all(await lab.call("ec2", "DisassociateAddress", { AssociationId }), "Code"), [
      "InvalidAssociationID.NotFound",
    ]);
  });

  it("describes the instances that a filter finds, with state, launch time and tags", async () => {
    const { one } = scene();
    const found = await lab.call("ec2", "DescribeInstances", {
      "Filter.1.Name": "instance-id",
      "Filter.1.Value.1": one.id,
      "Filter.1.Value.2": "i-0000000000000000f",
    });
    assert.deepEqual(all(found, "instanceId"), [one.id]);
    assert.deepEqual(all(found, "launchTime"), [one.outputs["$launchTime"]]);
    assert.match(found, /<instanceState><code>16<\/code><name>running<\/name><\/instanceState>/);
    assert.match(found, /<item><key>holdfast-node<\/key><value>a1<\/value><\/item>/);
  });

  it("describes tags", async () => {
    const { one } = scene();
    const filter = { "Filter.1.Name": "resource-id", "Filter.1.Value.1": one.id };
    assert.deepEqual(all(await lab.call("ec2", "DescribeTags", filter), "value"), ["a1"]);
  });

  it("is seen by policies as a call on the address and on the instance", async () => {
    const { eip, one } = scene();
    await associate(eip.id, one.id);
    assert.deepEqual(lab.api.calls[0]?.resources, [
      `arn:aws:ec2:us-east-1:123456789012:elastic-ip/${eip.id}`,
      `arn:aws:ec2:us-east-1:123456789012:instance/${one.id}`,
    ]);
  });

  it("fails when an id does not exist, or a filter is not modelled", async () => {
    const { eip } = scene();
    assert.deepEqual(all(await associate("eipalloc-x", "i-x"), "Code"), [
      "InvalidAllocationID.NotFound",
    ]);
    assert.deepEqual(all(await associate(eip.id, "i-x"), "Code"), ["InvalidInstanceID.NotFound"]);
    const filter = { "Filter.1.Name": "colour", "Filter.1.Value.1": "blue" };
    assert.match(
      await lab.call("ec2", "DescribeInstances", filter),
      /The filter 'colour' is not modelled: add it to simulator\/api\/ec2.ts/,
    );
  });
});
