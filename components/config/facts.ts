import { type AskedAddress, askAdopted, heldAccelerators, heldAddresses } from "../addresses/facts";
import { type AccountPool, askPool } from "../addresses/pool-facts";
import { ACCELERATOR_KEY } from "../addresses/address";
import type { HeldAccelerator } from "../addresses/plan-accelerator";
import type { HeldAddress } from "../addresses/plan-addresses";
import { type AskedTarget, askExisting } from "../backend/existing/facts";
import { type ClientFacts, askClients } from "../front-door/allow-from/facts";
import { allowFromOf, chooseFrontDoor } from "../front-door/kinds";
import type { StandingNlb } from "../front-door/nlb/nlb-facts";
import { type AskedHost, askHosts } from "../internal-host/facts";
import { type AskedVpc, askVpc } from "../network/existing/facts";
import type { ExistingSettings } from "../network/existing/settings";
import { type AskedEndpoint, askEndpoints, zoneNames } from "../network/facts";
import { type Answer, ask } from "../settings/ask";
import { wantedOfVpc } from "./network-uses";
import type { ParsedConfig } from "./parse-config";

/** What AWS says about the things that a configuration names. */
export interface RegionFacts {
  /**
   * Names of the region's availability zones; local and wavelength zones are not among them. Zones
   * in trouble are, so that a stack spans the same zones while one of them is down.
   */
  readonly zones?: Answer<readonly string[]> | undefined;
  /** The existing VPC, if the configuration names one. */
  readonly vpc?: AskedVpc | undefined;
  /** The endpoint services that the configuration names. */
  readonly endpoints: readonly AskedEndpoint[];
  /** The addresses that the configuration adopts. */
  readonly adopted: readonly AskedAddress[];
  /** The pool that new addresses come from; only with `addresses.pool`. */
  readonly pool?: Answer<AccountPool> | undefined;
  /** The Elastic IPs in the account that are tagged as this stack's and have a key. */
  readonly held?: Answer<readonly HeldAddress[]> | undefined;
  /** The accelerators that are tagged so, where the configuration has one or gives one up. */
  readonly accelerators?: Answer<readonly HeldAccelerator[]> | undefined;
  /** The prefix lists that may connect, and the limit of rules; only with `entry.allowFrom`. */
  readonly clients?: ClientFacts | undefined;
  /** The NLB that the stack has, where an update that would take a zone from it is refused. */
  readonly nlb?: Answer<StandingNlb> | undefined;
  /** The instances that internal hosts' names lead to. */
  readonly hosts?: readonly AskedHost[] | undefined;
  /** The targets of an existing backend. */
  readonly targets?: readonly AskedTarget[] | undefined;
}

/** Asks AWS, all at once, about the sections of a configuration that have no problems. */
export async function askRegion(config: ParsedConfig, stackTag: string): Promise<RegionFacts> {
  const { region, network, addresses, entry, backend, internalHosts, whole } = config;
  const needsAccelerator =
    chooseFrontDoor(entry)?.kind.accelerator !== undefined ||
    addresses?.allowRelease.includes(ACCELERATOR_KEY) === true;
  const allowFrom = allowFromOf(entry);
  const [zones, vpc, endpoints, adopted, pool, held, accelerators, clients, hosts, targets] =
    await Promise.all([
      network && ask(zoneNames),
      network?.existing && canBeAsked(network.existing)
        ? askVpc(network.existing, wantedOfVpc(config), config.region!, stackTag)
        : undefined,
      network ? askEndpoints(network) : [],
      addresses ? askAdopted(addresses) : [],
      addresses?.pool === undefined ? undefined : askPool(addresses.pool),
      addresses && ask(() => heldAddresses(stackTag)),
      needsAccelerator ? ask(() => heldAccelerators(stackTag)) : undefined,
      allowFrom && askClients(allowFrom),
      internalHosts && askHosts(internalHosts, stackTag),
      region && backend?.existing && whole.has("backend")
        ? askExisting(backend, region, stackTag)
        : undefined,
    ]);
  return {
    zones,
    ...(vpc && { vpc }),
    endpoints,
    adopted,
    pool,
    held,
    accelerators,
    clients,
    hosts,
    ...(targets && { targets }),
  };
}

/** Whether the VPC and its subnets are named by something: tags that are empty would find everything. */
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
