import { hasPublicName } from "../front-door/address-pair/describe-pairs";
import type { Problem } from "../settings/problem";
import type { NetworkSettings } from "./schema";
import type { DnsSettings } from "../dns/settings";
import type { BackendSection, EntrySettings } from "../front-door/settings";
import type { HostsSettings } from "../internal-host/settings";
import type { ImageSettings } from "../image/settings";
import type { JumpboxSettings } from "../jumpbox/settings";
import { validateTogether, validateWithNetwork } from "../front-door/check";
import { usesZone, validateNames } from "../internal-host/check";
import { validateImageTogether } from "../image/check";
import { validateJumpboxTogether } from "../jumpbox/check";

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
