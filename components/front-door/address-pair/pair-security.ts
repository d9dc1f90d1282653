import type * as pulumi from "@pulumi/pulumi";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { getManagedPrefixListOutput } from "@pulumi/aws/ec2/getManagedPrefixList";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { type Tags, named } from "../../tags";
import { type Client, PATH_MTU_RULES, allowPathMtu, peerOf } from "../../network/security-groups";
import { INTERNET } from "../allow-from/clients";

/** IPv4 block and port of a backend that nodes connect to. */
export interface ReachableBlock {
  readonly cidr: pulumi.Input<string>;
  readonly port: number;
}

interface GroupArgs {
  readonly parent: pulumi.ComponentResource;
  readonly vpcId: pulumi.Input<string>;
  readonly healthPort: number;
  readonly tags: Tags | undefined;
}

interface Protocol {
  readonly ipProtocol: string;
  readonly fromPort?: number | undefined;
  readonly toPort?: number | undefined;
}

type PairPeer =
  ReturnType<typeof peerOf> | { readonly referencedSecurityGroupId: pulumi.Output<string> };

/**
 * Rules of a pair's group in addition to those for clients: VRRP and health checks between its nodes, path MTU
 * discovery.
 */
export const OTHER_RULES = 2 + PATH_MTU_RULES;

/** VRRP by protocol number: AWS has no name for it. */
const VRRP = { ipProtocol: "112" };

const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });

/** Suffix for names of rules. Only the VPC's own block can be unknown. */
export const slug = (cidr: pulumi.Input<string>) =>
  typeof cidr === "string" ? cidr.replace("/", "-") : "vpc";

/**
 * Creates `<name>`: the group of all nodes. It allows HTTPS to anywhere (`<name>-https`: AWS's APIs and package
 * mirrors), and health checks of Route 53 (`<name>-health`) if there are any.
 */
export function createSharedGroup(
  name: string,
  { parent, vpcId, healthPort, tags, checkersOf }: GroupArgs & { checkersOf: string | undefined },
): SecurityGroup {
  const group = new SecurityGroup(
    name,
    { vpcId, description: "Nodes of all pairs", tags: named(name, tags) },
    { parent },
  );
  new SecurityGroupEgressRule(
    `${name}-https`,
    {
      securityGroupId: group.id,
      description: "AWS APIs and package mirrors",
      ...tcp(443),
      cidrIpv4: INTERNET,
      tags: named(`${name}-https`, tags),
    },
    { parent },
  );
  if (checkersOf === undefined) return group;
  const { id: prefixListId } = getManagedPrefixListOutput(
    { name: `com.amazonaws.${checkersOf}.route53-healthchecks` },
    { parent },
  );
  new SecurityGroupIngressRule(
    `${name}-health`,
    {
      securityGroupId: group.id,
      description: "Route 53 health checkers",
      ...tcp(healthPort),
      prefixListId,
      tags: named(`${name}-health`, tags),
    },
    { parent },
  );
  return group;
}

/**
 * Creates `<name>`: the group of one pair. Only its two nodes exchange VRRP (`-vrrp-in`, `-vrrp-out`) and check each
 * other's HAProxy (`-peer-in`, `-peer-out`); VRRP version 3 has no other authentication. Clients may connect to the
 * ports (`-port-<port>-<client>`), routers report the path MTU (`-path-mtu`), and nodes connect to their backends
 * (`-to-<port>-<block>`).
 */
export function createPairGroup(
  name: string,
  {
    parent,
    vpcId,
    healthPort,
    ports,
    clients,
    reaches,
    tags,
  }: GroupArgs & {
    readonly ports: readonly number[];
    /** Sources by names for security group rules. */
    readonly clients: Readonly<Record<string, Client>>;
    readonly reaches: readonly ReachableBlock[];
  },
): SecurityGroup {
  const group = new SecurityGroup(
    name,
    { vpcId, description: "Nodes of one pair", tags: named(name, tags) },
    { parent },
  );
  const rule = (role: string, description: string, more: Protocol & PairPeer) => ({
    ...more,
    securityGroupId: group.id,
    description,
    tags: named(`${name}-${role}`, tags),
  });
  const admit = (role: string, description: string, more: Protocol & PairPeer) =>
    new SecurityGroupIngressRule(`${name}-${role}`, rule(role, description, more), { parent });
  const reach = (role: string, description: string, more: Protocol & PairPeer) =>
    new SecurityGroupEgressRule(`${name}-${role}`, rule(role, description, more), { parent });

  const itself = { referencedSecurityGroupId: group.id };
  admit("vrrp-in", "VRRP of the other node", { ...VRRP, ...itself });
  reach("vrrp-out", "VRRP to the other node", { ...VRRP, ...itself });
  admit("peer-in", "Other node asks for health", { ...tcp(healthPort), ...itself });
  reach("peer-out", "Health of the other node", { ...tcp(healthPort), ...itself });
  for (const port of ports) {
    for (const [client, peer] of Object.entries(clients)) {
      admit(`port-${port}-${client}`, "Clients", { ...tcp(port), ...peerOf(peer) });
    }
  }
  allowPathMtu(name, group, tags, { parent });
  // AWS rejects duplicate rules, and several backends may need the same one.
  const once = new Map(reaches.map((one) => [`to-${one.port}-${slug(one.cidr)}`, one]));
  for (const [role, { port, cidr: cidrIpv4 }] of once) {
    reach(role, "Backends", { ...tcp(port), cidrIpv4 });
  }
  return group;
}
