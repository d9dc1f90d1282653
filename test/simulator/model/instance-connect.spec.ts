import assert from "node:assert/strict";
import { INSTANCE_CONNECT_ENDPOINT } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const endpoint = (lab: Lab, subnet: Stored, inputs: Values = {}): Stored =>
  lab.make(INSTANCE_CONNECT_ENDPOINT, { subnetId: subnet.id, ...inputs });

describe("Instance Connect Endpoint", () => {
  it("is in the VPC of its subnet, and goes before its security group", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    const group = lab.securityGroup(vpc);
    const made = endpoint(lab, lab.subnet(vpc), { securityGroupIds: [group.id] });
    assert.match(made.id, /^eice-0[0-9a-f]{16}$/);
    assert.equal(lab.state(made)["vpcId"], vpc.id);
    assert.throws(() => lab.account.remove(group), /DependencyViolation/);
    lab.account.remove(made);
    lab.account.remove(group);
  });

  refuses([
    [
      "the VPC has one already",
      (lab) => {
        const vpc = lab.vpc();
        endpoint(lab, lab.subnet(vpc));
        endpoint(lab, lab.subnet(vpc, { cidrBlock: "10.0.16.0/20" }));
      },
      "creating EC2 Instance Connect Endpoint: operation error EC2: CreateInstanceConnectEndpoint, api error InstanceConnectEndpointLimitExceeded: You've reached the limit of 1 EC2 Instance Connect Endpoint for VPC vpc-*",
    ],
    [
      "its security group is another VPC's",
      (lab) => {
        const group = lab.securityGroup(lab.vpc({ cidrBlock: "10.1.0.0/16" }));
        endpoint(lab, lab.subnet(lab.vpc()), { securityGroupIds: [group.id] });
      },
      "creating EC2 Instance Connect Endpoint: operation error EC2: CreateInstanceConnectEndpoint, api error InvalidGroup.NotFound: The security group 'sg-*' does not exist",
    ],
  ]);
});
