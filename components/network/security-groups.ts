import type * as pulumi from "@pulumi/pulumi";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type { Network } from "./network";
import { type Tags, named } from "../tags";

/** The component that creates resources: it prefixes their names and is their parent. */
export interface Owner {
  readonly name: string;
  readonly parent: pulumi.ComponentResource;
  readonly vpc: Network;
  readonly tags: Tags | undefined;
}

/** The other side of a rule. */
type RulePeer = ClientPeer | { readonly referencedSecurityGroupId: pulumi.Input<string> };

type ClientPeer =
  { readonly cidrIpv4: pulumi.Input<string> } | { readonly prefixListId: pulumi.Input<string> };

/** Source of a rule: an IPv4 block, or a managed prefix list. A plain string may also be the id of a list. */
export type Client = pulumi.Input<string> | { readonly prefixListId: pulumi.Input<string> };

/** Converts a client to the form of a rule. */
export function peerOf(client: Client): ClientPeer {
  if (isPrefixList(client)) return client;
  return typeof client === "string" && client.startsWith("pl-")
    ? { prefixListId: client }
    : { cidrIpv4: client };
}

const isPrefixList = (client: Client): client is Exclude<Client, pulumi.Input<string>> =>
  typeof client === "object" && "prefixListId" in client;

/** Creates `<name>-<role>`, a security group without ingress and egress. */
export function createGroup(
  { name, parent, vpc, tags }: Owner,
  role: string,
  description: string,
): SecurityGroup {
  const groupName = `${name}-${role}`;
  return new SecurityGroup(
    groupName,
    { vpcId: vpc.vpcId, description, tags: named(groupName, tags) },
    { parent },
  );
}

/** Creates `<name>-<role>`: allows ingress from a peer on one TCP port. */
export function allowIngress(
  owner: Owner,
  role: string,
  securityGroupId: pulumi.Input<string>,
  port: number,
  peer: RulePeer,
): SecurityGroupIngressRule {
  const rule = ruleArgs(owner, role, securityGroupId, port, peer);
  return new SecurityGroupIngressRule(rule.name, rule.args, { parent: owner.parent });
}

/** Creates `<name>-<role>`: allows egress to a peer on one TCP port. */
export function allowEgress(
  owner: Owner,
  role: string,
  securityGroupId: pulumi.Input<string>,
  port: number,
  peer: RulePeer,
): SecurityGroupEgressRule {
  const rule = ruleArgs(owner, role, securityGroupId, port, peer);
  return new SecurityGroupEgressRule(rule.name, rule.args, { parent: owner.parent });
}

/** Number of rules that `allowPathMtu` adds to a group. */
export const PATH_MTU_RULES = 1;

/**
 * Creates `<name>-path-mtu`, for a group with clients: allows ICMP messages that a packet is too large for the path
 * to a client. Their source is any router on the path. Without this rule, large responses to clients behind a tunnel
 * are lost (docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html#path_mtu_discovery).
 *
 * @param name of the group
 */
export function allowPathMtu(
  name: string,
  { id: securityGroupId }: SecurityGroup,
  tags: Tags | undefined,
  options: pulumi.CustomResourceOptions,
): SecurityGroupIngressRule {
  const ruleName = `${name}-path-mtu`;
  return new SecurityGroupIngressRule(
    ruleName,
    {
      securityGroupId,
      description: "Path MTU discovery",
      ipProtocol: "icmp",
      // Type and code: destination unreachable, fragmentation needed.
      fromPort: 3,
      toPort: 4,
      cidrIpv4: "0.0.0.0/0",
      tags: named(ruleName, tags),
    },
    options,
  );
}

function ruleArgs(
  { name: owner, tags }: Owner,
  role: string,
  securityGroupId: pulumi.Input<string>,
  port: number,
  peer: RulePeer,
) {
  const name = `${owner}-${role}`;
  const description = role.replaceAll("-", " ");
  const tcp = { ipProtocol: "tcp", fromPort: port, toPort: port };
  return {
    name,
    args: { securityGroupId, description, ...tcp, ...peer, tags: named(name, tags) },
  };
}
