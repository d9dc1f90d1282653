import { validateAddressMap } from "../addresses/check-args";
import { ofArguments, validateTagArgs } from "../settings/check-args";
import { validateBlock } from "../settings/cidr";
import { known } from "../settings/known";
import type { Problem } from "../settings/problem";
import { settingPath, validateShape } from "../settings/validate-shape";
import { validateNetwork, validateZoneName } from "./check";
import { egressKey, natZones } from "./egress";
import type { Network } from "./network";
import { regionOf } from "./plan-subnets";
import { networkProblem } from "./problems";
import { networkSchema } from "./settings";
import type { VpcArgs } from "./args";

/** Validates the arguments of `Vpc`. */
export function validateVpc({ cidr, availabilityZones, egress, flowLogs, tags }: VpcArgs) {
  const zones = [...availabilityZones];
  const gatewayEndpoints = [...(egress.gatewayEndpoints ?? [])];
  const settings = {
    cidr,
    availabilityZones: zones,
    egress:
      egress.kind === "privatelink"
        ? { ...egress, gatewayEndpoints, interfaceEndpoints: [...egress.interfaceEndpoints] }
        : { ...egress, gatewayEndpoints },
  };
  const wrong = ofArguments(validateNetwork(settings, undefined), [["network", ""]]);
  const areZones = !wrong.some(({ path }) => path.startsWith("availabilityZones"));
  return [
    ...wrong,
    ...(areZones ? validateOneRegion(zones, (index) => `availabilityZones[${index}]`) : []),
    ...(areZones && egress.kind === "nat"
      ? validateAddressMap(
          egress.addresses,
          natZones(egress, zones).map(egressKey),
          "requestEgressAddresses(egress, availabilityZones)",
          "egress.addresses",
        )
      : []),
    ...(flowLogs ? validateShape(networkSchema.entries.flowLogs, flowLogs, "flowLogs") : []),
    ...validateTagArgs(tags),
  ];
}

function validateOneRegion(zones: readonly string[], pathOf: (index: number) => string): Problem[] {
  const region = regionOf(zones[0]!);
  return zones.flatMap((given, index) =>
    regionOf(given) === region
      ? []
      : [networkProblem("zones-of-two-regions", { path: pathOf(index), given }, { region })],
  );
}

type Subnets = Pick<Network, "cidr" | "publicSubnets" | "privateSubnets">;

/**
 * Validates the network argument of a component, or the arguments of `networkFrom`.
 *
 * @param path of the argument; empty for the arguments of `networkFrom` themselves
 */
export function validateNetworkArg(network: Network | Subnets, path = "vpc"): Problem[] {
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const publicZones = Object.keys(network.publicSubnets).sort();
  const privateZones = Object.keys(network.privateSubnets).sort();
  const cidr = known(network.cidr);
  const names = publicZones.flatMap((zone) =>
    validateZoneName(zone, settingPath(at("publicSubnets"), zone), undefined),
  );
  return [
    ...(cidr === undefined ? [] : validateBlock({ path: at("cidr"), cidr })),
    ...(publicZones.length < 2
      ? [
          networkProblem(
            "network-of-one-zone",
            { path: at("publicSubnets") },
            { zones: publicZones },
          ),
        ]
      : names),
    ...(publicZones.length >= 2 && names.length === 0
      ? validateOneRegion(publicZones, (index) =>
          settingPath(at("publicSubnets"), publicZones[index]!),
        )
      : []),
    ...(publicZones.join() === privateZones.join()
      ? []
      : [
          networkProblem(
            "zones-differ",
            { path: at("privateSubnets") },
            { publicZones, privateZones },
          ),
        ]),
  ];
}
