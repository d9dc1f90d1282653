import type * as pulumi from "@pulumi/pulumi";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type { Network } from "./network";
import { type Tags, named } from "../tags";

/** The component that owns new resources: it prefixes their names and is their parent. */
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

/** The source of a rule: an IPv4 block, or a managed prefix list. A plain string may be the id of a list. */
export type Client = pulumi.Input<string> | { readonly prefixListId: pulumi.Input<string> };

/** A client as a rule names it. */
export function peerOf(client: Client): ClientPeer {
  if (isPrefixList(client)) return client;
  return typeof client === "string" && client.startsWith("pl-")
    ? { prefixListId: client }
    : { cidrIpv4: client };
}

const isPrefixList = (client: Client): client is Exclude<Client, pulumi.Input<string>> =>
  typeof client === "object" && "prefixListId" in client;

/** Creates `<name>-<role>`, a security group that admits nothing and lets nothing out. */
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

/** Creates `<name>-<role>`: lets a peer in on one TCP port. */
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

/** Creates `<name>-<role>`: lets a group reach a peer on one TCP port. */
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
