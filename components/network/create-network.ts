import * as pulumi from "@pulumi/pulumi";
import type { StaticAddress } from "../addresses/address";
import { planEgress } from "./egress";
import type { Network } from "./network";
import { networkFrom } from "./network-from";
import type { NetworkConfig } from "./settings";
import { Vpc } from "./vpc";
import type { FrontDoorNeeds } from "./args";

interface CreateNetworkArgs {
  readonly network: NetworkConfig;
  /** The inventory, by address key. */
  readonly addresses: Readonly<Record<string, StaticAddress>>;
  /** Keys of addresses that move to another holder. */
  readonly handover: readonly string[];
  readonly frontDoor: FrontDoorNeeds | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** Creates the network of the configuration: a new VPC, or an existing one. */
export function createNetwork(
  name: string,
  { network, addresses, handover, frontDoor, tags }: CreateNetworkArgs,
): Network {
  if (network.existing) {
    return networkFrom({
      ...network.existing,
      cidr: network.cidr,
      frontDoorTier: frontDoor?.tier,
      egressAddresses: pulumi.output([...network.egress.addresses]),
    });
  }
  return new Vpc(name, {
    cidr: network.cidr,
    availabilityZones: network.availabilityZones,
    egress: planEgress(network.egress, addresses, handover),
    flowLogs: network.flowLogs,
    frontDoor,
    tags,
  });
}
