import assert from "node:assert/strict";
import { text } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { INTERNET_GATEWAY, SUBNET, VPC } from "../../../simulator/model/tokens";

describe("Vpc, Subnet and InternetGateway", () => {
  it("gives a VPC the outputs that AWS gives", () => {
    const lab = new Lab("eu-west-1");
    const vpc = lab.vpc({ tags: { Name: "v" } });
    const state = lab.state(vpc);
    assert.match(vpc.id, /^vpc-0[0-9a-f]{16}$/);
    assert.equal(state["arn"], `arn:aws:ec2:eu-west-1:123456789012:vpc/${vpc.id}`);
    assert.equal(state["region"], "eu-west-1");
    assert.deepEqual(state["tagsAll"], { Name: "v" });
    assert.equal(state["enableDnsSupport"], true);
    assert.equal(state["enableDnsHostnames"], false);
    assert.match(text(state["defaultSecurityGroupId"]), /^sg-0[0-9a-f]{16}$/);
  });

  it("gives a subnet the id of its zone", () => {
    const lab = new Lab();
    const subnet = lab.subnet(lab.vpc(), { availabilityZone: "us-east-1b" });
    assert.equal(lab.state(subnet)["availabilityZoneId"], "use1-az2");
  });

  it("removes what came with a VPC along with it", () => {
    const lab = new Lab();
    lab.account.remove(lab.vpc());
    assert.deepEqual(lab.account.everything(), []);
  });

  it("takes the same blocks in two VPCs", () => {
    const lab = new Lab();
    lab.subnet(lab.vpc());
    assert.ok(lab.subnet(lab.vpc()));
  });

  const malformed = (property: string, value: string) =>
    `${property}: "${value}" is not an IPv4 network in CIDR form, such as 10.0.0.0/16`;
  const creatingSubnet = "creating EC2 Subnet: operation error EC2: CreateSubnet, api error";
  refuses([
    [
      "a VPC has no block",
      (lab) => lab.make(VPC, {}),
      'cidrBlock: Missing required argument "cidrBlock"',
    ],
    [
      "a VPC's block is no block",
      (lab) => lab.vpc({ cidrBlock: "10.0.0/16" }),
      malformed("cidrBlock", "10.0.0/16"),
    ],
    [
      "a VPC's block has host bits",
      (lab) => lab.vpc({ cidrBlock: "10.0.1.0/16" }),
      malformed("cidrBlock", "10.0.1.0/16"),
    ],
    [
      "a VPC's block has an octet above 255",
      (lab) => lab.vpc({ cidrBlock: "10.300.0.0/16" }),
      malformed("cidrBlock", "10.300.0.0/16"),
    ],
    [
      "a VPC is too large",
      (lab) => lab.vpc({ cidrBlock: "10.0.0.0/15" }),
      "cidrBlock: the block must be between /28 and /16, got 10.0.0.0/15",
    ],
    [
      "a VPC is too small",
      (lab) => lab.vpc({ cidrBlock: "10.0.0.0/29" }),
      "cidrBlock: the block must be between /28 and /16, got 10.0.0.0/29",
    ],
    [
      "a property is misspelled",
      (lab) => lab.vpc({ enableDnsHostname: true }),
      'enableDnsHostname: the simulator does not model the property "enableDnsHostname" here, only cidrBlock, enableDnsHostnames, enableDnsSupport, enableNetworkAddressUsageMetrics, instanceTenancy, region, tags; if AWS has it, add it to simulator/model/vpc.ts',
    ],
    [
      "a subnet's VPC does not exist",
      (lab) => lab.make(SUBNET, { vpcId: "vpc-nope", cidrBlock: "10.0.0.0/24" }),
      `${creatingSubnet} InvalidVpcID.NotFound: The vpc ID 'vpc-nope' does not exist`,
    ],
    [
      "a subnet's VPC is in another region",
      (lab) => {
        const vpc = lab.vpc();
        lab.account.create(SUBNET, "eu-west-1", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
      },
      `${creatingSubnet} InvalidVpcID.NotFound: The vpc ID 'vpc-*' does not exist`,
    ],
    [
      "a subnet lies outside its VPC",
      (lab) => lab.subnet(lab.vpc(), { cidrBlock: "10.1.0.0/20" }),
      `${creatingSubnet} InvalidSubnet.Range: The CIDR '10.1.0.0/20' is invalid.`,
    ],
    [
      "subnets overlap",
      (lab) => {
        const vpc = lab.vpc();
        lab.subnet(vpc);
        lab.subnet(vpc, { cidrBlock: "10.0.8.0/24" });
      },
      `${creatingSubnet} InvalidSubnet.Conflict: The CIDR '10.0.8.0/24' conflicts with another subnet`,
    ],
    [
      "the region lacks a subnet's zone",
      (lab) => lab.subnet(lab.vpc(), { availabilityZone: "us-east-1g" }),
      "availabilityZone: us-east-1g is none of the zones of us-east-1: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f",
    ],
    [
      "a VPC gets a second internet gateway",
      (lab) => {
        const vpc = lab.vpc();
        lab.gateway(vpc);
        lab.gateway(vpc);
      },
      "creating EC2 Internet Gateway: operation error EC2: CreateInternetGateway, api error InvalidParameterValue: Network vpc-* already has an internet gateway attached",
    ],
    [
      "a VPC with subnets is deleted",
      (lab) => {
        const vpc = lab.vpc();
        lab.subnet(vpc);
        lab.account.remove(vpc);
      },
      "deleting EC2 VPC (vpc-*): operation error EC2: DeleteVpc, api error DependencyViolation: The vpc 'vpc-*' has dependencies and cannot be deleted.",
    ],
    [
      "a subnet with a NAT gateway is deleted",
      (lab) => {
        const vpc = lab.vpc();
        lab.gateway(vpc);
        const subnet = lab.subnet(vpc);
        lab.nat(subnet, lab.eip());
        lab.account.remove(subnet);
      },
      "deleting EC2 Subnet (subnet-*): operation error EC2: DeleteSubnet, api error DependencyViolation: The subnet 'subnet-*' has dependencies and cannot be deleted.",
    ],
    [
      "an internet gateway goes before the public addresses behind it",
      (lab) => {
        const vpc = lab.vpc();
        const gateway = lab.gateway(vpc);
        lab.nat(lab.subnet(vpc), lab.eip());
        lab.account.remove(gateway);
      },
      "deleting EC2 Internet Gateway (igw-*): operation error EC2: DeleteInternetGateway, api error DependencyViolation: Network vpc-* has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.",
    ],
    [
      "a tag is AWS's own",
      (lab) => lab.vpc({ tags: { "aws:name": "x" } }),
      "tags: tag keys starting with 'aws:' are reserved for internal use: aws:name",
    ],
    [
      "a tag value is too long",
      (lab) => lab.vpc({ tags: { Name: "x".repeat(257) } }),
      "tags: a tag value is a string of at most 256 characters: Name",
    ],
    [
      "there are too many tags",
      (lab) =>
        lab.vpc({ tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, ""])) }),
      "tags: at most 50 tags are allowed, got 51",
    ],
  ]);

  it("lets an internet gateway move to another VPC in place", () => {
    const lab = new Lab();
    const gateway = lab.gateway(lab.vpc());
    const other = lab.vpc();
    assert.equal(lab.state(lab.change(gateway, { vpcId: other.id }))["vpcId"], other.id);
    assert.equal(lab.account.referring(other.id, INTERNET_GATEWAY).length, 1);
  });
});
