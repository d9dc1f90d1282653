import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import {
  type AskedAddress,
  askAdopted,
  blockFacts,
  heldAccelerators,
  heldAddresses,
  listedEntries,
} from "../addresses/facts";
import { type AccountPool, askPool } from "../addresses/pool-facts";
import { ACCELERATOR_KEY, BLOCK_KEY } from "../addresses/address";
import type { BlockFacts } from "../addresses/plan-block";
import type { HeldAccelerator } from "../addresses/plan-accelerator";
import type { HeldAddress } from "../addresses/plan-addresses";
import { type AskedTarget, askExisting } from "../backend/existing/facts";
import { type AskedZone, type WantedZone, askZones } from "../dns/facts";
import { type ClientFacts, askClients } from "../front-door/allow-from/facts";
import { allowFromOf, certificateOf, chooseFrontDoor, webAclOf } from "../front-door/kinds";
import type { StandingNlb } from "../front-door/nlb/nlb-facts";
import { type AskedHost, askHosts } from "../internal-host/facts";
import { type AskedVpc, askVpc } from "../network/existing/facts";
import { ZONE_LETTERS } from "../network/plan-subnets";
import type { ExistingSettings } from "../network/existing/settings";
import { type Offerings, offeringsOf } from "../machine/offerings";
import { type AskedEndpoint, askEndpoints, zoneNames } from "../network/facts";
import { type Answer, ask } from "../settings/ask";
import { type InstanceCounts, countInstances } from "../quotas/standing";
import { partitionOf } from "../settings/partition";
import { type StateResource, askStackState } from "../settings/stack-state";
import { wantedOfVpc } from "./network-uses";
import type { ParsedConfig } from "./parse-config";
import { requestInstances } from "./stack-instances";

const POOL_CIDR_TYPE = "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr";
const ACCELERATOR_TYPE = "aws:globalaccelerator/accelerator:Accelerator";

/** Answers from AWS about a configuration. */
export interface RegionFacts {
  /**
   * Names of the region's availability zones, without Local Zones and Wavelength Zones. Impaired zones are included,
   * so that a stack keeps its zones while one of them is unavailable.
   */
  readonly zones?: Answer<readonly string[]> | undefined;
  /** Zones that offer the instance types of the stack; only if it has instances. */
  readonly offerings?: Answer<Offerings> | undefined;
  /** Id of the AWS account; only with a certificate or a web ACL, which must be in the same account. */
  readonly accountId?: Answer<string> | undefined;
  /** Number of instances in the stack by type, for the types that it needs; only if it has instances. */
  readonly instances?: Answer<InstanceCounts> | undefined;
  /** The existing VPC, if the configuration names one. */
  readonly vpc?: AskedVpc | undefined;
  /** The endpoint services that the configuration names. */
  readonly endpoints: readonly AskedEndpoint[];
  /** The addresses that the configuration adopts. */
  readonly adopted: readonly AskedAddress[];
  /** The existing pool for new addresses; only with an id as `addresses.pool`. */
  readonly pool?: Answer<AccountPool> | undefined;
  /** IPAMs and the block with this stack's tag, if the configuration or the state has a block. */
  readonly blocks?: Answer<BlockFacts> | undefined;
  /** The Elastic IPs in the account with this stack's tag and a key. */
  readonly held?: Answer<readonly HeldAddress[]> | undefined;
  /** Number of entries of the stack's allow-list in AWS. @default 0 */
  readonly listed?: number | undefined;
  /** Resources in the stack's state after the last update. */
  readonly state?: Answer<readonly StateResource[]> | undefined;
  /** The accelerators with this stack's tag, if the configuration or the state has one. */
  readonly accelerators?: Answer<readonly HeldAccelerator[]> | undefined;
  /** The prefix lists that may connect, and the quota of rules; only with `entry.allowFrom`. */
  readonly clients?: ClientFacts | undefined;
  /** The current NLB of the stack, if an update that removes a zone from it is refused. */
  readonly nlb?: Answer<StandingNlb> | undefined;
  /** The instances of internal hosts. */
  readonly hosts?: readonly AskedHost[] | undefined;
  /** The targets of an existing backend. */
  readonly targets?: readonly AskedTarget[] | undefined;
  /** The public zones that the stack uses. */
  readonly publicZones?: readonly AskedZone[] | undefined;
}

/** Looks up, in parallel, everything that the sections without problems need. */
export async function askRegion(config: ParsedConfig, stackTag: string): Promise<RegionFacts> {
  const { region, network, addresses, entry, backend, internalHosts, whole } = config;
  const hasAccelerators = !partitionOf(region ?? "").lacks.includes("globalAccelerator");
  const needsAccelerator =
    hasAccelerators &&
    (chooseFrontDoor(entry)?.kind.accelerator !== undefined ||
      addresses?.allowRelease.includes(ACCELERATOR_KEY) === true);
  const allowFrom = allowFromOf(entry);
  const publicZones = wantedZones(config);
  const zones = network && ask(zoneNames);
  const state = askStackState();
  return settled({
    zones,
    offerings: askOfferings(config),
    instances: askInstances(config, stackTag),
    accountId:
      certificateOf(entry) === undefined && webAclOf(entry) === undefined
        ? undefined
        : ask(async () => (await getCallerIdentity()).accountId),
    vpc:
      network?.existing && canBeAsked(network.existing)
        ? askVpc(network.existing, wantedOfVpc(config), config.region!, stackTag)
        : undefined,
    endpoints: network ? askEndpoints(network, region!) : [],
    adopted: addresses ? askAdopted(addresses) : [],
    pool: typeof addresses?.pool === "string" ? askPool(addresses.pool) : undefined,
    blocks: askBlocks(addresses, state, stackTag),
    held: addresses && ask(() => heldAddresses(stackTag)),
    listed: addresses && listedEntries(stackTag),
    state,
    accelerators: askAccelerators(needsAccelerator, state, stackTag),
    clients: allowFrom && askClients(allowFrom),
    hosts: internalHosts && askHosts(internalHosts, stackTag),
    targets:
      region && backend?.existing && whole.has("backend")
        ? askExisting(backend, region, stackTag)
        : undefined,
    publicZones: publicZones.length > 0 ? askZones(publicZones) : undefined,
  });
}

/** Awaits lookups in parallel. */
async function settled<T extends object>(
  questions: T,
): Promise<{ [Key in keyof T]: Awaited<T[Key]> }> {
  const answers = Object.entries(questions).map(
    async ([key, answer]: [string, unknown]) => [key, await answer] as const,
  );
  return Object.fromEntries(await Promise.all(answers)) as { [Key in keyof T]: Awaited<T[Key]> };
}

function askOfferings(config: ParsedConfig): Promise<Answer<Offerings>> | undefined {
  const types = instanceTypes(config);
  return types.length === 0 ? undefined : ask(() => offeringsOf(types));
}

function askInstances(
  config: ParsedConfig,
  stackTag: string,
): Promise<Answer<InstanceCounts>> | undefined {
  const types = instanceTypes(config);
  return types.length === 0 ? undefined : ask(() => countInstances(types, stackTag));
}

/** Returns the instance types of the stack, in any of its zones. */
function instanceTypes(config: ParsedConfig): string[] {
  const zones = [...ZONE_LETTERS].map((letter) => `${config.region}${letter}`);
  return [...new Set(requestInstances(config, zones).map(({ type }) => type))].sort();
}

/** Looks up accelerators also if only the state has one, which may be released: AWS knows its addresses. */
async function askAccelerators(
  isNeeded: boolean,
  state: ReturnType<typeof askStackState>,
  stackTag: string,
): Promise<RegionFacts["accelerators"]> {
  const isAsked = isNeeded || holdsAccelerator(await state);
  return isAsked ? ask(() => heldAccelerators(stackTag)) : undefined;
}

/** Looks up blocks, as for accelerators. */
async function askBlocks(
  addresses: ParsedConfig["addresses"],
  state: ReturnType<typeof askStackState>,
  stackTag: string,
): Promise<RegionFacts["blocks"]> {
  const isNeeded =
    typeof addresses?.pool === "object" || addresses?.allowRelease.includes(BLOCK_KEY) === true;
  const isAsked = isNeeded || ownBlock(await state) !== undefined;
  return isAsked ? ask(() => blockFacts(stackTag)) : undefined;
}

/** Returns the CIDR of the block in the state. */
export function ownBlock(state: Answer<readonly StateResource[]> | undefined): string | undefined {
  const block =
    state && "value" in state && state.value.find(({ type }) => type === POOL_CIDR_TYPE);
  return block ? String(block.outputs["cidr"]) : undefined;
}

const holdsAccelerator = (state: Answer<readonly StateResource[]>): boolean =>
  "value" in state && state.value.some(({ type }) => type === ACCELERATOR_TYPE);

/** Returns the public zones that the stack uses: that of its names, and that of a public backend. */
function wantedZones({ dns, entry, backend, whole }: ParsedConfig): WantedZone[] {
  const chosen = whole.has("entry") && whole.has("backend") ? chooseFrontDoor(entry) : undefined;
  const isByName =
    backend?.reach === "public" && chosen?.kind.backend(chosen.entry, backend)?.switch === "name";
  return [
    ...(dns && whole.has("dns") && !dns.createZone
      ? [{ path: "dns.zone", zone: dns.zone, creates: "dns.createZone: true" }]
      : []),
    ...(isByName ? [{ path: "backend.zone", zone: backend.zone, creates: "" }] : []),
  ];
}

/** Whether settings identify the VPC and its subnets: empty tags would match everything. */
function canBeAsked(existing: ExistingSettings): boolean {
  const { vpcId, vpcTags, publicSubnets, privateSubnets } = existing;
  const { publicSubnetTags, privateSubnetTags } = existing;
  const isNamed = (id: unknown, tags: object = {}) =>
    id !== undefined || Object.keys(tags).length > 0;
  return (
    isNamed(vpcId, vpcTags) &&
    isNamed(publicSubnets, publicSubnetTags) &&
    isNamed(privateSubnets, privateSubnetTags)
  );
}
