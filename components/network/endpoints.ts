import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint";
import { VpcEndpointRouteTableAssociation } from "@pulumi/aws/ec2/vpcEndpointRouteTableAssociation";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { named } from "../tags";
import type { GatewayEndpointService } from "./egress";
import { letterOf, regionOf } from "./plan-subnets";
import type { Vpc } from "./vpc";

interface EndpointArgs {
  /** Name of the VPC component, which prefixes all others. */
  readonly name: string;
  readonly vpc: Vpc;
  readonly tags: Readonly<Record<string, string>> | undefined;
}

/** Full name of a service in the VPC's region. */
function serviceName(vpc: Vpc, service: string): string {
  const region = regionOf(Object.keys(vpc.privateSubnets)[0]!);
  return `com.amazonaws.${region}.${service}`;
}

/**
 * An endpoint for each service, with a route to it in every private route table. The associations are
 * resources of their own, so that another zone adds one and changes nothing.
 */
export function createGatewayEndpoints(
  { name, vpc, tags }: EndpointArgs,
  services: readonly GatewayEndpointService[],
): void {
  for (const service of services) {
    const endpointName = `${name}-endpoint-${service}`;
    const endpoint = new VpcEndpoint(
      endpointName,
      {
        vpcId: vpc.vpcId,
        serviceName: serviceName(vpc, service),
        vpcEndpointType: "Gateway",
        tags: named(endpointName, tags),
      },
      { parent: vpc },
    );
    for (const [zone, routeTableId] of Object.entries(vpc.privateRouteTableIds)) {
      new VpcEndpointRouteTableAssociation(
        `${endpointName}-${letterOf(zone)}`,
        { vpcEndpointId: endpoint.id, routeTableId },
        { parent: vpc },
      );
    }
  }
}

/**
 * An endpoint for each service, with an interface in every private subnet and the service's own name
 * resolving to it. One security group for all: HTTPS from the VPC in, nothing out.
 */
export function createInterfaceEndpoints(
  { name, vpc, tags }: EndpointArgs,
  services: readonly string[],
): void {
  const groupName = `${name}-endpoints`;
  const group = new SecurityGroup(
    groupName,
    {
      vpcId: vpc.vpcId,
      description: "Interface endpoints: HTTPS from the VPC",
      tags: named(groupName, tags),
    },
    { parent: vpc },
  );
  new SecurityGroupIngressRule(
    `${groupName}-https`,
    {
      securityGroupId: group.id,
      description: "HTTPS from the VPC",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: vpc.cidr,
      tags: named(`${groupName}-https`, tags),
    },
    { parent: vpc },
  );
  for (const service of services) {
    const endpointName = `${name}-endpoint-${service.replaceAll(".", "-")}`;
    new VpcEndpoint(
      endpointName,
      {
        vpcId: vpc.vpcId,
        serviceName: serviceName(vpc, service),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        securityGroupIds: [group.id],
        subnetIds: Object.values(vpc.privateSubnets).map((subnet) => subnet.id),
        tags: named(endpointName, tags),
      },
      { parent: vpc },
    );
  }
}
