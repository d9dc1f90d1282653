import type { StaticAddresses } from "../addresses/static-addresses";
import type { PublicZone } from "../jumpbox/access";
import type { Network } from "../network/network";
import type { HostArgs, InternalHostsArgs } from "./args";
import type { HostConfig } from "./settings";

/** Logical name of the component in the program. */
export const HOSTS = "host";

/** Logical name of a host's machine, which is also its tag `Name`. */
export const machineName = (host: string, machine: string): string => `${HOSTS}-${host}-${machine}`;

/** Builds the arguments of `InternalHosts` from the configuration. */
export function internalHostsArgs(
  hosts: Readonly<Record<string, HostConfig>>,
  vpc: Network,
  inventory: StaticAddresses,
  zone: PublicZone | undefined,
): InternalHostsArgs {
  const describe = (host: string, { record, ...others }: HostConfig): HostArgs => ({
    ...others,
    record:
      record.kind === "private"
        ? record
        : {
            kind: "public",
            zone: zone!,
            address: inventory.addresses[`host-${host}`]!,
            publicName: inventory.publicNames[`host-${host}`]!,
          },
  });
  return {
    vpc,
    hosts: Object.fromEntries(
      Object.entries(hosts).map(([host, config]) => [host, describe(host, config)]),
    ),
  };
}
