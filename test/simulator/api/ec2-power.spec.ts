import assert from "node:assert/strict";
import { ApiLab, all } from "./api-lab";

describe("EC2 API: starting and stopping", () => {
  let lab: ApiLab;
  beforeEach(async () => (lab = await ApiLab.open()));
  afterEach(() => lab.api.close());

  const addressOf = async (id: string): Promise<string | undefined> =>
    all(await lab.call("ec2", "DescribeInstances", { "InstanceId.1": id }), "ipAddress")[0];

  it("takes a lent address back at the stop, and lends another at the start", async () => {
    const { id } = lab.instance(lab.aws.subnet(lab.aws.vpc(), { mapPublicIpOnLaunch: true }));
    const lent = await addressOf(id);
    const stopped = await lab.call("ec2", "StopInstances", { "InstanceId.1": id });
    assert.deepEqual(all(stopped, "name"), ["stopped", "running"]);
    assert.equal(await addressOf(id), undefined);
    await lab.call("ec2", "StartInstances", { "InstanceId.1": id });
    const other = await addressOf(id);
    assert.ok(other && lent && other !== lent);
    await lab.call("ec2", "StartInstances", { "InstanceId.1": id });
    assert.equal(await addressOf(id), other);
  });

  it("leaves an Elastic IP where it is", async () => {
    const { id } = lab.instance(lab.aws.subnet(lab.aws.vpc()));
    const eip = lab.aws.eip();
    await lab.call("ec2", "AssociateAddress", { AllocationId: eip.id, InstanceId: id });
    await lab.call("ec2", "StopInstances", { "InstanceId.1": id });
    assert.equal(await addressOf(id), eip.outputs["publicIp"]);
  });

  it("changes no instance where one does not exist", async () => {
    const { id } = lab.instance(lab.aws.subnet(lab.aws.vpc()));
    const ids = { "InstanceId.1": id, "InstanceId.2": "i-0000000000000000f" };
    const refused = await lab.call("ec2", "StopInstances", ids);
    assert.deepEqual(all(refused, "Code"), ["InvalidInstanceID.NotFound"]);
    const found = await lab.call("ec2", "DescribeInstances", { "InstanceId.1": id });
    assert.deepEqual(all(found, "name"), ["running"]);
  });
});
