import type * as pulumi from "@pulumi/pulumi";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup, type TargetGroupArgs } from "@pulumi/aws/lb/targetGroup";
import { type AddressMap, addressOf } from "../../addresses/address-map";
import { createUnprotect } from "../../backend/deletion-protection";
import { named } from "../../tags";
import { regionOf } from "../../network/plan-subnets";
import { nlbAddressKey } from "./nlb-addresses";
import { type NlbClaims, createFree, planNlbZones } from "./nlb-claims";
import {
  type Owner,
  createGroup,
  allowIngress,
  allowPathMtu,
  peerOf,
} from "../../network/security-groups";
import type { Clients } from "../allow-from/clients";

interface NlbSettings {
  /** `entry-<letter>1` for each zone. */
  readonly addresses: AddressMap;
  readonly crossZone: boolean;
  readonly deletionProtection: boolean;
  /** That serve the public. */
  readonly ports: readonly number[];
  /** Who may connect to them. */
  readonly clients: Clients;
  /** Addresses that it claims from another front door. @default - none */
  readonly claims?: NlbClaims | undefined;
  /** What must have happened before such an address is freed. @default - nothing */
  readonly readiness?: readonly pulumi.Resource[] | undefined;
}

export interface Nlb {
  readonly loadBalancer: LoadBalancer;
  readonly group: SecurityGroup;
}

/**
 * Creates `<name>-nlb` (NLB in the public subnets with an Elastic IP in each, its security group),
 * `<name>-nlb-from-<client>-<port>` and `<name>-nlb-path-mtu` (rules), and with protection from deletion
 * `<name>-nlb-unprotect` (command). With `claims`, the NLB is created in the zones of other addresses only, or in the
 * first one, after what `createFree` creates; the zones of one that exists do not change.
 */
export function createNlb(owner: Owner, settings: NlbSettings): Nlb {
  const { name, parent, vpc, tags } = owner;
  const group = createGroup(owner, "nlb", "NLB: clients in, its targets out");
  for (const port of settings.ports) {
    for (const [client, peer] of Object.entries(settings.clients)) {
      allowIngress(owner, `nlb-from-${client}-${port}`, group.id, port, peerOf(peer));
    }
  }
  allowPathMtu(`${name}-nlb`, group, tags, { parent });
  const { zones, freed } = freeFirst(owner, settings, group);
  const loadBalancer = new LoadBalancer(
    `${name}-nlb`,
    {
      loadBalancerType: "network",
      internal: false,
      subnetMappings: zones.map((zone) => ({
        subnetId: vpc.publicSubnets[zone]!.id,
        allocationId: addressOf(settings.addresses, nlbAddressKey(zone)).allocationId,
      })),
      // An NLB that was born without a security group never gets one.
      securityGroups: [group.id],
      enableCrossZoneLoadBalancing: settings.crossZone,
      enableDeletionProtection: settings.deletionProtection,
      tags: named(`${name}-nlb`, tags),
    },
    // It faces the internet, and needs its VPC's internet gateway for that.
    {
      parent,
      dependsOn: [...vpc.dependencies, ...freed],
      // Commands change them, whatever the state of an update that was killed says.
      ignoreChanges: settings.claims ? ["subnetMappings"] : [],
    },
  );
  if (settings.deletionProtection) createUnprotect(`${name}-nlb`, loadBalancer, { parent });
  return { loadBalancer, group };
}

/** The zones that the NLB is declared in, and what frees the address of one of them. */
function freeFirst(owner: Owner, settings: NlbSettings, group: SecurityGroup) {
  const { name, parent, vpc } = owner;
  const { claims, addresses, readiness = [] } = settings;
  const all = Object.keys(vpc.publicSubnets);
  if (claims === undefined) return { zones: all, freed: [] };
  const { first: zones, freed: zone } = planNlbZones(all, claims.keys);
  if (zone === undefined) return { zones, freed: [] };
  const key = nlbAddressKey(zone);
  const { allocationId } = addressOf(addresses, key);
  const freed = createFree(name, {
    parent,
    zone,
    region: regionOf(zone),
    address: { key, allocationId },
    holder: claims.holder,
    after: [group, ...readiness],
  });
  return { zones, freed: [freed] };
}

/** How the targets of a group are checked: by a path over HTTP or HTTPS, or by a connection. */
export function healthCheckOf(port: number, path: string | undefined) {
  const pace = { interval: 10, healthyThreshold: 2, unhealthyThreshold: 2 };
  if (path === undefined) return { protocol: "TCP", ...pace };
  return {
    protocol: port === 443 ? "HTTPS" : "HTTP",
    path,
    // All but 5xx: a redirect is as good as an answer, and so is what an application says to strangers.
    matcher: "200-499",
    timeout: 5,
    ...pace,
  };
}

/** Creates `<name>-<role>`, a target group of a port. */
export function createTargets(
  { name, parent, vpc, tags }: Owner,
  role: string,
  port: number,
  args: Omit<TargetGroupArgs, "vpcId" | "port" | "protocol">,
): TargetGroup {
  const groupName = `${name}-${role}`;
  return new TargetGroup(
    groupName,
    { vpcId: vpc.vpcId, port, protocol: "TCP", ...args, tags: named(groupName, tags) },
    { parent },
  );
}

/** A target group and its share of new connections. */
export interface Share {
  readonly arn: pulumi.Input<string>;
  readonly weight: number;
}

/**
 * Creates `<name>-<role>`, a listener that shares new connections out.
 *
 * @param tcpIdleTimeoutSeconds how long an idle connection is kept
 * @param after what must have happened before clients get there
 */
export function createListener(
  { name, parent, tags }: Owner,
  role: string,
  { loadBalancer }: Nlb,
  listens: {
    readonly port: number;
    readonly tcpIdleTimeoutSeconds: number;
    readonly targetGroups: readonly Share[];
  },
  after: readonly pulumi.Resource[] = [],
): Listener {
  const listenerName = `${name}-${role}`;
  const { port, tcpIdleTimeoutSeconds, targetGroups } = listens;
  return new Listener(
    listenerName,
    {
      loadBalancerArn: loadBalancer.arn,
      port,
      protocol: "TCP",
      tcpIdleTimeoutSeconds,
      defaultActions: [{ type: "forward", forward: { targetGroups: [...targetGroups] } }],
      tags: named(listenerName, tags),
    },
    { parent, dependsOn: [...after] },
  );
}
