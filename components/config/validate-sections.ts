import { hasPublicName } from "../entry/address-pair/describe-pairs";
import type { Problem } from "./problem";
import type { NetworkSettings } from "./schema";
import type { DnsSettings } from "./schema-dns";
import type { BackendSection, EntrySettings } from "./schema-entry";
import type { HostsSettings } from "./schema-hosts";
import type { ImageSettings } from "./schema-image";
import type { JumpboxSettings } from "./schema-jumpbox";
import { validateTogether, validateWithNetwork } from "./validate-entry";
import { usesZone, validateNames } from "./validate-hosts";
import { validateImageTogether } from "./validate-image";
import { validateJumpboxTogether } from "./validate-jumpbox";

/** Sections that depend on each other; those that are left out have none. */
export interface Sections {
  readonly network: NetworkSettings | undefined;
  readonly entry: EntrySettings | undefined;
  readonly image: ImageSettings | undefined;
  readonly backend: BackendSection | undefined;
  readonly dns: DnsSettings | undefined;
  readonly jumpbox: JumpboxSettings | undefined;
  readonly internalHosts: HostsSettings | undefined;
}

/**
 * Finds sections that need another one, or do not go with it.
 *
 * @param areWhole whether nothing is wrong with these sections in themselves; what depends on others is not
 * looked at
 */
export function validateSections(
  { network, entry, image, backend, dns, jumpbox, internalHosts: hosts = {} }: Sections,
  areWhole: (...sections: readonly (keyof Sections)[]) => boolean,
): Problem[] {
  const doorAreWhole = areWhole("entry", "backend", "dns", "jumpbox", "internalHosts");
  // A zone with other names in it needs no front door.
  const isNamed = entry !== undefined && hasPublicName(entry);
  const doorDns = !isNamed && usesZone({ jumpbox, hosts }) ? undefined : dns;
  return [
    ...(doorAreWhole ? validateTogether(entry, backend, doorDns) : []),
    ...(doorAreWhole && network && areWhole("network")
      ? validateWithNetwork(entry, network, backend, doorDns)
      : []),
    ...(image && areWhole("entry", "image") ? validateImageTogether(entry) : []),
    ...(jumpbox && network && areWhole("network", "dns", "jumpbox")
      ? validateJumpboxTogether(jumpbox, network, dns)
      : []),
    ...(doorAreWhole ? validateNames({ entry, backend, dns, jumpbox, hosts }) : []),
  ];
}
