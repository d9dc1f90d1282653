import type { AddressRequest, HeldAddress } from "../addresses/plan-addresses";
import { pairsOf } from "./address-pair/describe-pairs";
import { requestPairAddresses } from "./address-pair/plan-pairs";
import { requestTaskAddresses } from "./ecs/plan-tasks";
import { planNodes, requestNodeAddresses } from "./haproxy/plan-nodes";
import {
  type NlbIdentity,
  type NlbLoss,
  findLoss,
  isProtected,
  nlbAddressKey,
  nlbAddresses,
  requestNlbAddresses,
} from "./nlb/nlb-addresses";
import type { EntryConfig, NetworkConfig, NlbAlbConfig } from "../config/config";
import { type Problem, listed } from "../settings/problem";
import type { BackendSection, EntrySettings } from "./settings";
import { targetOf } from "./nlb-alb/check";

type Place = Pick<NetworkConfig, "availabilityZones" | "cidr">;

/** The front door with the defaults that depend on other sections. */
export function resolveEntry(
  entry: EntrySettings,
  backend: BackendSection | undefined,
  protect: boolean,
): EntryConfig {
  if (entry.kind !== "nlbAlb") return entry;
  return {
    ...entry,
    target: targetOf(entry, backend),
    deletionProtection: entry.deletionProtection ?? protect,
  };
}

/** The Elastic IPs that a front door needs. */
export function requestEntryAddresses(
  entry: EntryConfig,
  { availabilityZones: zones, cidr: vpcCidr }: Place,
): AddressRequest[] {
  switch (entry.kind) {
    case "haproxy":
      return requestNodeAddresses(planNodes(zones, entry.nodesPerAz));
    case "nlbAlb":
      return requestNlbAddresses(nlbOf(entry, zones, vpcCidr));
    case "addressPair":
      return entry.failover === "eip" ? requestPairAddresses(Object.keys(pairsOf(entry))) : [];
    case "ecs":
      return entry.launchType === "ec2"
        ? requestTaskAddresses(zones, entry.desiredCount)
        : requestNlbAddresses(fargateNlb(zones, vpcCidr));
    case "accelerator":
    case "none":
      return [];
  }
}

/** What becomes of the NLB that a stack has. */
export interface Replacement {
  /** Keys of addresses that it has, and that its successor gets. */
  readonly replaced: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Finds what would take the stack's NLB away. Its successor cannot have the addresses while it is there,
 * so that an update which replaced it would fail half-way: it is refused, or done in two updates where
 * `allowReplacement` agrees.
 */
export function planReplacement(
  entry: EntryConfig,
  place: Place,
  held: readonly HeldAddress[],
): Replacement {
  const guarded = isProtected(held);
  const { availabilityZones: zones, cidr: vpcCidr } = place;
  if (isFargate(entry)) {
    const loss = findLoss(fargateNlb(zones, vpcCidr), held);
    if (loss) return { replaced: [], problems: [refused(loss, place, BY_EC2)] };
  }
  if (entry.kind !== "nlbAlb") return { replaced: [], problems: guarded ? [stillProtected()] : [] };
  const loss = findLoss(nlbOf(entry, zones, vpcCidr), held);
  if (loss === undefined) return { replaced: [], problems: [] };
  if (!entry.allowReplacement)
    return { replaced: [], problems: [refused(loss, place, byAgreement(guarded))] };
  if (guarded) return { replaced: [], problems: [stillProtected()] };
  const wanted = zones.map(nlbAddressKey);
  const replaced = nlbAddresses("nlb", held).map(({ key }) => key);
  return { replaced: replaced.filter((key) => wanted.includes(key)), problems: [] };
}

const nlbOf = (
  { deletionProtection }: NlbAlbConfig,
  zones: readonly string[],
  vpcCidr: string,
): NlbIdentity => ({ owner: "nlb", zones, vpcCidr, deletionProtection });

/** It goes and comes with the tasks: nothing protects it from deletion. */
const fargateNlb = (zones: readonly string[], vpcCidr: string): NlbIdentity => ({
  owner: "ecs-nlb",
  zones,
  vpcCidr,
  deletionProtection: false,
});

const isFargate = (entry: EntryConfig): boolean =>
  entry.kind === "ecs" && entry.launchType === "fargate";

/** The steps by which an NLB is replaced, with an outage. */
const byAgreement = (guarded: boolean): readonly string[] => [
  ...(guarded ? ["run `pulumi up` with nothing but entry.deletionProtection: false"] : []),
  "add entry.allowReplacement: true, and `pulumi up` removes the NLB and frees its addresses, which answer nothing from then on",
  "`pulumi up` again creates it anew with them",
];

const BY_EC2 = [
  "write entry.launchType: ec2 for one `pulumi up`, which removes the NLB and frees its addresses, which answer nothing from then on",
  "write launchType: fargate again, and `pulumi up` creates it anew with them",
];

function refused(
  loss: NlbLoss,
  { cidr, availabilityZones }: Place,
  ways: readonly string[],
): Problem {
  const steps = ways.map((step, index) => `(${index + 1}) ${step}`).join("; ");
  const because = "would replace the NLB, which keeps its addresses until it is gone";
  if (loss.kind === "vpc") {
    return {
      path: "network.cidr",
      given: cidr,
      problem: `is another VPC than ${loss.from}, and ${because}`,
      remedy: `write ${loss.from}; or, with an outage, ${steps}`,
    };
  }
  const zones = listed(loss.letters, "and");
  return {
    path: "network.availabilityZones",
    given: availabilityZones,
    problem: `leaves out zone ${zones}, and ${because}`,
    remedy: `keep zone ${zones}; or, with an outage, ${steps}`,
  };
}

function stillProtected(): Problem {
  return {
    path: "entry",
    problem: "takes the NLB away, which is protected from deletion",
    remedy: "first run `pulumi up` with the NLB and nothing but entry.deletionProtection: false",
  };
}
