import { getElasticIp } from "@pulumi/aws/ec2/getElasticIp";
import { getEips } from "@pulumi/aws/ec2/getEips";
import { getVpcEndpointService } from "@pulumi/aws/ec2/getVpcEndpointService";
import { getAccelerator } from "@pulumi/aws/globalaccelerator/getAccelerator";
import { getResources } from "@pulumi/aws/resourcegroupstaggingapi/getResources";
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import { ACCELERATOR_KEY, type HeldAccelerator } from "../addresses/plan-accelerator";
import type { HeldAddress } from "../addresses/plan-addresses";
import { type Answer, ask } from "../settings/ask";
import { type AskedHost, askHosts } from "../internal-host/facts";
import type { ParsedConfig } from "./parse-config";
import type { NetworkSettings } from "./schema";

/** An Elastic IP in the account. */
export interface AccountAddress {
  readonly publicIp: string;
  /** `vpc`; anything else cannot be used in a VPC. */
  readonly domain: string;
  /** Network interface or instance that has the address now. */
  readonly associatedWith?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What AWS says about the things that a configuration names. */
export interface RegionFacts {
  /**
   * Names of the region's availability zones; local and wavelength zones are not among them. Zones
   * in trouble are, so that a stack spans the same zones while one of them is down.
   */
  readonly zones?: Answer<readonly string[]>;
  /** The endpoint services that the configuration names. */
  readonly endpoints: readonly AskedEndpoint[];
  /** The addresses that the configuration adopts. */
  readonly adopted: readonly AskedAddress[];
  /** The Elastic IPs in the account that are tagged as this stack's and have a key. */
  readonly held?: Answer<readonly HeldAddress[]>;
  /** The accelerators that are tagged so, where the configuration has one or gives one up. */
  readonly accelerators?: Answer<readonly HeldAccelerator[]>;
  /** The instances that internal hosts' names lead to. */
  readonly hosts?: readonly AskedHost[];
}

export interface AskedEndpoint {
  /** Of the setting that names it. */
  readonly path: string;
  readonly service: string;
  readonly type: "Interface" | "Gateway";
  /** Names of the availability zones in which AWS offers it. */
  readonly zones: Answer<readonly string[]>;
}

export interface AskedAddress {
  readonly key: string;
  readonly allocationId: string;
  readonly address: Answer<AccountAddress>;
}

/** Asks AWS, all at once, about the sections of a configuration that have no problems. */
export async function askRegion(config: ParsedConfig, stackTag: string): Promise<RegionFacts> {
  const { network, addresses, entry, internalHosts } = config;
  const accelerates =
    entry?.kind === "accelerator" || addresses?.allowRelease.includes(ACCELERATOR_KEY) === true;
  const [zones, endpoints, adopted, held, accelerators, hosts] = await Promise.all([
    network && ask(zoneNames),
    Promise.all(network ? endpointsOf(network).map(askEndpoint) : []),
    Promise.all(Object.entries(addresses?.adopt ?? {}).map(askAdopted)),
    addresses && ask(() => heldAddresses(stackTag)),
    accelerates ? ask(() => heldAccelerators(stackTag)) : undefined,
    internalHosts && askHosts(internalHosts, stackTag),
  ]);
  return {
    endpoints,
    adopted,
    ...(zones && { zones }),
    ...(held && { held }),
    ...(accelerators && { accelerators }),
    ...(hosts && { hosts }),
  };
}

async function zoneNames(): Promise<readonly string[]> {
  const filters = [{ name: "opt-in-status", values: ["opt-in-not-required"] }];
  const { names } = await getAvailabilityZones({ filters });
  return [...names].sort();
}

type NamedEndpoint = Omit<AskedEndpoint, "zones">;

function endpointsOf({ egress }: NetworkSettings): NamedEndpoint[] {
  const named = (
    list: "interfaceEndpoints" | "gatewayEndpoints",
    type: NamedEndpoint["type"],
    services: readonly string[],
  ) =>
    services.map((service, index) => ({
      path: `network.egress.${list}[${index}]`,
      service,
      type,
    }));
  return [
    ...("interfaceEndpoints" in egress
      ? named("interfaceEndpoints", "Interface", egress.interfaceEndpoints)
      : []),
    ...("gatewayEndpoints" in egress
      ? named("gatewayEndpoints", "Gateway", egress.gatewayEndpoints)
      : []),
  ];
}

async function askEndpoint(endpoint: NamedEndpoint): Promise<AskedEndpoint> {
  const { service, type: serviceType } = endpoint;
  const zones = await ask(async () => {
    const { availabilityZones } = await getVpcEndpointService({ service, serviceType });
    return [...availabilityZones].sort();
  });
  return { ...endpoint, zones };
}

async function askAdopted([key, allocationId]: [string, string]): Promise<AskedAddress> {
  return { key, allocationId, address: await ask(() => accountAddress(allocationId)) };
}

async function accountAddress(id: string): Promise<AccountAddress> {
  const eip = await getElasticIp({ id });
  const associatedWith = eip.networkInterfaceId || eip.instanceId || eip.associationId;
  return {
    publicIp: eip.publicIp,
    domain: eip.domain,
    tags: eip.tags,
    ...(associatedWith && { associatedWith }),
  };
}

async function heldAddresses(stackTag: string): Promise<HeldAddress[]> {
  const filters = [{ name: "tag:holdfast:stack", values: [stackTag] }];
  const { allocationIds } = await getEips({ filters });
  const held = await Promise.all(
    allocationIds.map(async (id) => heldAddress(id, await accountAddress(id))),
  );
  return held.flat().sort((one, other) => (one.key < other.key ? -1 : 1));
}

function heldAddress(allocationId: string, address: AccountAddress): HeldAddress[] {
  const { publicIp, tags, associatedWith } = address;
  const key = tags["holdfast:key"];
  if (key === undefined) return [];
  return [
    {
      key,
      role: tags["holdfast:role"] === "ingress" ? "ingress" : "egress",
      allocationId,
      publicIp,
      holder: tags["holdfast:holder"] ?? "none",
      releaseAllowed: tags["holdfast:release"] === "allowed",
      adopted: tags["holdfast:adopted"] === "true",
      ...(associatedWith !== undefined && { associatedWith }),
    },
  ];
}

/** Global Accelerator is at home in this region, wherever its endpoints are. */
const ACCELERATOR_HOME = "us-west-2";

async function heldAccelerators(stackTag: string): Promise<HeldAccelerator[]> {
  const { resourceTagMappingLists: found } = await getResources({
    region: ACCELERATOR_HOME,
    resourceTypeFilters: ["globalaccelerator:accelerator"],
    tagFilters: [
      { key: "holdfast:stack", values: [stackTag] },
      { key: "holdfast:key", values: [ACCELERATOR_KEY] },
    ],
  });
  return Promise.all(
    found.map(async ({ resourceArn: arn, tags }) => {
      const { ipSets } = await getAccelerator({ arn });
      return {
        arn,
        addresses: ipSets.flatMap(({ ipAddresses }) => ipAddresses).sort(),
        releaseAllowed: tags["holdfast:release"] === "allowed",
      };
    }),
  );
}
