import type * as pulumi from "@pulumi/pulumi";
import { getManagedPrefixListOutput } from "@pulumi/aws/ec2/getManagedPrefixList";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { regionOf } from "../../network/plan-subnets";
import { allowPathMtu, peerOf } from "../../network/security-groups";
import { named } from "../../tags";
import { INTERNET, clientsOf } from "../allow-from/clients";
import type { CheckedFrontDoor } from "../reachable";
import type { ProxyTierArgs } from "./args";

/**
 * Creates `<name>`: the security group of all nodes, with rules for clients, Route 53's health checkers, the backend
 * and AWS's APIs.
 */
export function createTierSecurity(
  name: string,
  parent: pulumi.Resource,
  args: ProxyTierArgs,
  { ports, health }: Pick<CheckedFrontDoor, "ports" | "health">,
): SecurityGroup {
  const { vpc, allowFrom, backends, haproxy, tags } = args;
  const region = regionOf(Object.keys(vpc.publicSubnets)[0]!);
  const group = new SecurityGroup(
    name,
    { vpcId: vpc.vpcId, description: "Proxy nodes", tags: named(name, tags) },
    { parent },
  );
  const rule = (role: string, description: string, port: number) => ({
    securityGroupId: group.id,
    description,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    tags: named(`${name}-${role}`, tags),
  });
  const options = { parent };
  for (const port of ports) {
    for (const [client, peer] of Object.entries(clientsOf(allowFrom))) {
      const role = client === "anywhere" ? `port-${port}` : `port-${port}-${client}`;
      new SecurityGroupIngressRule(
        `${name}-${role}`,
        { ...rule(role, "Clients", port), ...peerOf(peer) },
        options,
      );
    }
  }
  allowPathMtu(name, group, tags, options);
  const checkers = getManagedPrefixListOutput(
    { name: `com.amazonaws.${region}.route53-healthchecks` },
    { parent },
  );
  new SecurityGroupIngressRule(
    `${name}-health`,
    {
      ...rule("health", "Route 53 health checkers", health.port),
      prefixListId: checkers.id,
    },
    options,
  );
  for (const [backend, cidrIpv4] of Object.entries(backends)) {
    const role = `to-${backend}`;
    new SecurityGroupEgressRule(
      `${name}-${role}`,
      { ...rule(role, `Backend ${backend}`, haproxy.backend.port), cidrIpv4 },
      options,
    );
  }
  new SecurityGroupEgressRule(
    `${name}-https`,
    { ...rule("https", "AWS APIs and package mirrors", 443), cidrIpv4: INTERNET },
    options,
  );
  return group;
}
