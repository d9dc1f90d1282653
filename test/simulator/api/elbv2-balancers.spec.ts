import assert from "node:assert/strict";
import { LOAD_BALANCER } from "../../../simulator/model/tokens";
import { ApiLab, all } from "./api-lab";

describe("Load balancers by the Elastic Load Balancing API", () => {
  let lab: ApiLab;
  let arn: string;
  beforeEach(async () => {
    lab = await ApiLab.open();
    const vpc = lab.aws.vpc();
    lab.aws.gateway(vpc);
    const subnets = ["a", "b"].map(
      (letter, block) =>
        lab.aws.subnet(vpc, {
          availabilityZone: `us-east-1${letter}`,
          cidrBlock: `10.0.${block}.0/24`,
        }).id,
    );
    const inputs = { name: "entry", loadBalancerType: "network", subnets };
    arn = lab.aws.make(LOAD_BALANCER, { ...inputs, enableDeletionProtection: true }).id;
  });
  afterEach(() => lab.api.close());

  const attribute = (Key: string, Value: string, LoadBalancerArn = arn): Promise<string> =>
    lab.call("elbv2", "ModifyLoadBalancerAttributes", {
      LoadBalancerArn,
      "Attributes.member.1.Key": Key,
      "Attributes.member.1.Value": Value,
    });
  const remove = (LoadBalancerArn = arn): Promise<string> =>
    lab.call("elbv2", "DeleteLoadBalancer", { LoadBalancerArn });
  const isThere = (): boolean =>
    lab.aws.account.find(LOAD_BALANCER, arn, "us-east-1") !== undefined;

  it("are deleted once their protection is off, and not before", async () => {
    const refusal = await remove();
    assert.deepEqual(all(refusal, "Code"), ["OperationNotPermitted"]);
    assert.match(refusal, /cannot be deleted because deletion protection is enabled/);
    assert.ok(isThere());
    const answer = await attribute("deletion_protection.enabled", "false");
    assert.deepEqual(all(answer, "Key"), ["deletion_protection.enabled"]);
    assert.deepEqual(all(answer, "Value"), ["false"]);
    assert.doesNotMatch(await remove(), /Error/);
    assert.ok(!isThere());
  });

  it("are described with their zones, and fail by an ARN that none has", async () => {
    const describe = (id: string) =>
      lab.call("elbv2", "DescribeLoadBalancers", { "LoadBalancerArns.member.1": id });
    const answer = await describe(arn);
    assert.deepEqual(all(answer, "LoadBalancerArn"), [arn]);
    assert.deepEqual(all(answer, "Code"), ["active"]);
    assert.deepEqual(all(answer, "ZoneName"), ["us-east-1a", "us-east-1b"]);
    assert.deepEqual(all(await describe(arn.replace("entry", "none")), "Code"), [
      "LoadBalancerNotFound",
    ]);
  });

  it("are described with their Elastic IPs", async () => {
    const vpc = lab.aws.vpc();
    lab.aws.gateway(vpc);
    const { id: allocationId, outputs } = lab.aws.eip();
    lab.aws.make(LOAD_BALANCER, {
      name: "fixed",
      loadBalancerType: "network",
      subnetMappings: [{ subnetId: lab.aws.subnet(vpc).id, allocationId }],
    });
    const answer = await lab.call("elbv2", "DescribeLoadBalancers");
    assert.deepEqual(all(answer, "AllocationId"), [allocationId]);
    assert.deepEqual(all(answer, "IpAddress"), [outputs["publicIp"]]);
  });

  it("keep their Elastic IPs: no caller can disassociate them", async () => {
    const vpc = lab.aws.vpc();
    lab.aws.gateway(vpc);
    const { id: allocationId } = lab.aws.eip();
    lab.aws.make(LOAD_BALANCER, {
      name: "fixed",
      loadBalancerType: "network",
      subnetMappings: [{ subnetId: lab.aws.subnet(vpc).id, allocationId }],
    });
    const address = await lab.call("ec2", "DescribeAddresses", { "AllocationId.1": allocationId });
    const [AssociationId = ""] = all(address, "associationId");
    assert.deepEqual(all(await lab.call("ec2", "DisassociateAddress", { AssociationId }), "Code"), [
      "AuthFailure",
    ]);
  });

  it("are protected from deletion again", async () => {
    await attribute("deletion_protection.enabled", "false");
    await attribute("deletion_protection.enabled", "true");
    assert.deepEqual(all(await remove(), "Code"), ["OperationNotPermitted"]);
  });

  it("need not be there to be deleted, but to be changed", async () => {
    const gone = arn.replace(/[^/]+$/, "0123456789abcdef");
    assert.doesNotMatch(await remove(gone), /Error/);
    const answer = await attribute("deletion_protection.enabled", "false", gone);
    assert.deepEqual(all(answer, "Code"), ["LoadBalancerNotFound"]);
  });

  it("refuse other attributes and values", async () => {
    const unknown = await attribute("deletion_protection.disabled", "true");
    assert.match(unknown, /'deletion_protection.disabled' is not recognized/);
    assert.match(await attribute("deletion_protection.enabled", "maybe"), /ValidationError/);
    assert.deepEqual(all(await remove(), "Code"), ["OperationNotPermitted"]);
  });
});
