import { getVpcEndpointService } from "@pulumi/aws/ec2/getVpcEndpointService";
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import { type Answer, ask } from "../settings/ask";
import { endpointServiceName } from "../settings/partition";
import type { NetworkSettings, OwnNetworkSettings } from "./settings";

/** An endpoint service in the configuration, as looked up. */
export interface AskedEndpoint {
  /** Path of the setting. */
  readonly path: string;
  readonly service: string;
  readonly type: "Interface" | "Gateway";
  /** Names of the availability zones where AWS offers it. */
  readonly zones: Answer<readonly string[]>;
}

/** Looks up the names of the region's availability zones: see `RegionFacts`. */
export async function zoneNames(): Promise<readonly string[]> {
  const filters = [{ name: "opt-in-status", values: ["opt-in-not-required"] }];
  const { names } = await getAvailabilityZones({ filters });
  return [...names].sort();
}

type NamedEndpoint = Omit<AskedEndpoint, "zones">;

function endpointsOf({ egress }: OwnNetworkSettings): NamedEndpoint[] {
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

async function askEndpoint(endpoint: NamedEndpoint, region: string): Promise<AskedEndpoint> {
  const { service, type: serviceType } = endpoint;
  const serviceName = endpointServiceName(region, service, serviceType);
  const zones = await ask(async () => {
    const { availabilityZones } = await getVpcEndpointService({ serviceName, serviceType });
    return [...availabilityZones].sort();
  });
  return { ...endpoint, zones };
}

/** Looks up all endpoint services in the configuration, in parallel. */
export const askEndpoints = (network: NetworkSettings, region: string): Promise<AskedEndpoint[]> =>
  Promise.all(
    (network.existing ? [] : endpointsOf(network)).map((endpoint) => askEndpoint(endpoint, region)),
  );
