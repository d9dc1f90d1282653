import type * as pulumi from "@pulumi/pulumi";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint";
import { VpcEndpointRouteTableAssociation } from "@pulumi/aws/ec2/vpcEndpointRouteTableAssociation";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { endpointServiceName } from "../settings/partition";
import { type Tags, named } from "../tags";
import type { GatewayEndpointService } from "./egress";
import type { RouteTables } from "./network";

/** The VPC of the endpoints. */
interface EndpointArgs {
  readonly parent: pulumi.ComponentResource;
  /** Prefix of all names. */
  readonly name: string;
  readonly region: string;
  readonly vpcId: pulumi.Output<string>;
  readonly cidr: string;
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly tags: Tags | undefined;
}

/**
 * Creates a gateway endpoint for each service, associated with these route tables. Each association is a separate
 * resource, so another zone adds one and changes no other.
 */
export function createGatewayEndpoints(
  { parent, name, region, vpcId, tags }: EndpointArgs,
  services: Readonly<Partial<Record<GatewayEndpointService, RouteTables>>>,
): void {
  for (const [service, routeTables] of Object.entries(services)) {
    const endpointName = `${name}-endpoint-${service}`;
    const endpoint = new VpcEndpoint(
      endpointName,
      {
        vpcId,
        serviceName: endpointServiceName(region, service, "Gateway"),
        vpcEndpointType: "Gateway",
        tags: named(endpointName, tags),
      },
      { parent },
    );
    for (const [key, routeTableId] of Object.entries(routeTables)) {
      new VpcEndpointRouteTableAssociation(
        `${endpointName}-${key}`,
        { vpcEndpointId: endpoint.id, routeTableId },
        { parent },
      );
    }
  }
}

/**
 * Creates an interface endpoint for each service, with an interface in every private subnet and private DNS. They
 * share one security group: HTTPS from the VPC, no egress.
 */
export function createInterfaceEndpoints(
  { parent, name, region, vpcId, cidr, subnetIds, tags }: EndpointArgs,
  services: readonly string[],
): void {
  const groupName = `${name}-endpoints`;
  const group = new SecurityGroup(
    groupName,
    {
      vpcId,
      description: "Interface endpoints: HTTPS from the VPC",
      tags: named(groupName, tags),
    },
    { parent },
  );
  new SecurityGroupIngressRule(
    `${groupName}-https`,
    {
      securityGroupId: group.id,
      description: "HTTPS from the VPC",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: cidr,
      tags: named(`${groupName}-https`, tags),
    },
    { parent },
  );
  for (const service of services) {
    const endpointName = `${name}-endpoint-${service.replaceAll(".", "-")}`;
    new VpcEndpoint(
      endpointName,
      {
        vpcId,
        serviceName: endpointServiceName(region, service, "Interface"),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        securityGroupIds: [group.id],
        subnetIds: [...subnetIds],
        tags: named(endpointName, tags),
      },
      { parent },
    );
  }
}
