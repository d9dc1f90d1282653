import assert from "node:assert/strict";
import { VPC_ENDPOINT, VPC_ENDPOINT_ROUTE_TABLE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { type Values, text } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const named = (lab: Lab): Stored => lab.vpc({ enableDnsHostnames: true });

const interfaceEndpoint = (lab: Lab, vpc: Stored, inputs: Values = {}): Stored =>
  lab.make(VPC_ENDPOINT, {
    vpcId: vpc.id,
    vpcEndpointType: "Interface",
    serviceName: "com.amazonaws.us-east-1.ssm",
    ...inputs,
  });

const gatewayEndpoint = (lab: Lab, vpc: Stored, inputs: Values = {}): Stored =>
  lab.make(VPC_ENDPOINT, { vpcId: vpc.id, serviceName: "com.amazonaws.us-east-1.s3", ...inputs });

const associate = (lab: Lab, endpoint: Stored, table: Stored): Stored =>
  lab.make(VPC_ENDPOINT_ROUTE_TABLE, { vpcEndpointId: endpoint.id, routeTableId: table.id });

describe("VpcEndpoint", () => {
  it("has an interface in each subnet and the names of its service", () => {
    const lab = new Lab();
    const vpc = named(lab);
    const subnets = [
      lab.subnet(vpc, { availabilityZone: "us-east-1a" }),
      lab.subnet(vpc, { availabilityZone: "us-east-1b", cidrBlock: "10.0.16.0/20" }),
    ];
    const inputs = { subnetIds: subnets.map(({ id }) => id), privateDnsEnabled: true };
    const state = lab.state(interfaceEndpoint(lab, vpc, inputs));
    assert.equal((state["networkInterfaceIds"] as string[]).length, 2);
    assert.deepEqual(state["securityGroupIds"], [lab.state(vpc)["defaultSecurityGroupId"]]);
    const names = (state["dnsEntries"] as Values[]).map(({ dnsName }) => text(dnsName));
    assert.match(
      names[0] ?? "",
      /^vpce-0[0-9a-f]{16}-[0-9a-f]{8}\.ssm\.us-east-1\.vpce\.amazonaws\.com$/,
    );
    assert.equal(names[1], "ssm.us-east-1.amazonaws.com");
  });

  it("routes the prefix list of its service when it is a gateway", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    const { prefixListId, cidrBlocks } = lab.state(gatewayEndpoint(lab, vpc));
    const list = lab.account.lookUp("aws:ec2/getPrefixList:getPrefixList", lab.region, {
      name: "com.amazonaws.us-east-1.s3",
    });
    assert.deepEqual([prefixListId, cidrBlocks], [list["id"], list["cidrBlocks"]]);
  });

  const creating = "creating EC2 VPC Endpoint: operation error EC2: CreateVpcEndpoint, api error";
  const listed = "(services are listed in simulator/model/regions.ts)";
  refuses([
    [
      "the region does not offer its service",
      (lab) => interfaceEndpoint(lab, named(lab), { serviceName: "com.amazonaws.us-east-1.smm" }),
      `serviceName: InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.smm' is not offered in us-east-1 ${listed}`,
    ],
    [
      "its service is that of another region",
      (lab) => interfaceEndpoint(lab, named(lab), { serviceName: "com.amazonaws.eu-west-1.ssm" }),
      `serviceName: InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.eu-west-1.ssm' is not offered in us-east-1 ${listed}`,
    ],
    [
      "its service has no gateway",
      (lab) => gatewayEndpoint(lab, lab.vpc(), { serviceName: "com.amazonaws.us-east-1.ssm" }),
      `serviceName: InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.ssm' is not offered in us-east-1 as Gateway, only as Interface ${listed}`,
    ],
    [
      "a gateway is given subnets",
      (lab) => gatewayEndpoint(lab, lab.vpc(), { subnetIds: [] }),
      'subnetIds: "subnetIds" cannot be given for an endpoint of type Gateway',
    ],
    [
      "two of its subnets are in one zone",
      (lab) => {
        const vpc = named(lab);
        const subnetIds = [lab.subnet(vpc).id, lab.subnet(vpc, { cidrBlock: "10.0.16.0/20" }).id];
        interfaceEndpoint(lab, vpc, { subnetIds });
      },
      `${creating} DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of subnet-*. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
    ],
    [
      "a subnet is in another VPC",
      (lab) => interfaceEndpoint(lab, named(lab), { subnetIds: [lab.subnet(lab.vpc()).id] }),
      `${creating} InvalidParameter: The subnet ID 'subnet-*' does not belong to VPC vpc-*`,
    ],
    [
      "its security group is in another VPC",
      (lab) =>
        interfaceEndpoint(lab, named(lab), { securityGroupIds: [lab.securityGroup(lab.vpc()).id] }),
      `${creating} InvalidParameter: Security group sg-* and VPC vpc-* belong to different networks`,
    ],
    [
      "it has private DNS in a VPC without DNS hostnames",
      (lab) => interfaceEndpoint(lab, lab.vpc(), { privateDnsEnabled: true }),
      `${creating} InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for vpc-*`,
    ],
    [
      "the VPC has private DNS for its service already",
      (lab) => {
        const vpc = named(lab);
        interfaceEndpoint(lab, vpc, { privateDnsEnabled: true });
        interfaceEndpoint(lab, vpc, { privateDnsEnabled: true });
      },
      `${creating} InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for ssm.us-east-1.amazonaws.com in the VPC vpc-*`,
    ],
    [
      "a route table has a gateway to its service already",
      (lab) => {
        const vpc = lab.vpc();
        const routeTableIds = [lab.routeTable(vpc).id];
        gatewayEndpoint(lab, vpc, { routeTableIds });
        gatewayEndpoint(lab, vpc, { routeTableIds });
      },
      `${creating} RouteAlreadyExists: route table rtb-* already has a route with destination-prefix-list-id pl-d072ef74`,
    ],
    [
      "a route table is in another VPC",
      (lab) => gatewayEndpoint(lab, lab.vpc(), { routeTableIds: [lab.routeTable(lab.vpc()).id] }),
      `${creating} InvalidParameter: The route table ID 'rtb-*' does not belong to VPC vpc-*`,
    ],
    [
      "its policy is no JSON",
      (lab) => gatewayEndpoint(lab, lab.vpc(), { policy: "{" }),
      "policy: MalformedPolicyDocument: Syntax errors in policy.",
    ],
    [
      "a security group that it uses is deleted",
      (lab) => {
        const vpc = named(lab);
        const group = lab.securityGroup(vpc);
        interfaceEndpoint(lab, vpc, { securityGroupIds: [group.id] });
        lab.account.remove(group);
      },
      "deleting Security Group (sg-*): operation error EC2: DeleteSecurityGroup, api error DependencyViolation: resource sg-* has a dependent object",
    ],
  ]);
});

describe("VpcEndpointRouteTableAssociation", () => {
  it("is found by the id that people import it by", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    const [endpoint, table] = [gatewayEndpoint(lab, vpc), lab.routeTable(vpc)];
    const made = associate(lab, endpoint, table);
    assert.equal(lab.account.read({ ...made, id: `${endpoint.id}/${table.id}` })?.id, made.id);
  });

  const creating =
    "creating EC2 VPC Endpoint Route Table Association: operation error EC2: ModifyVpcEndpoint, api error";
  refuses([
    [
      "its endpoint is an interface",
      (lab) => {
        const vpc = named(lab);
        associate(lab, interfaceEndpoint(lab, vpc), lab.routeTable(vpc));
      },
      `${creating} InvalidParameter: Route table IDs cannot be given for the interface endpoint vpce-*`,
    ],
    [
      "its route table is in another VPC",
      (lab) => associate(lab, gatewayEndpoint(lab, lab.vpc()), lab.routeTable(lab.vpc())),
      `${creating} InvalidParameter: The route table ID 'rtb-*' does not belong to VPC vpc-*`,
    ],
    [
      "the route table has a gateway to that service already",
      (lab) => {
        const vpc = lab.vpc();
        const table = lab.routeTable(vpc);
        associate(lab, gatewayEndpoint(lab, vpc), table);
        associate(lab, gatewayEndpoint(lab, vpc), table);
      },
      `${creating} RouteAlreadyExists: route table rtb-* already has a route with destination-prefix-list-id pl-d072ef74`,
    ],
  ]);
});
