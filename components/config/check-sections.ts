import type { AddressesSettings } from "../addresses/settings";
import type { BackendSection } from "../backend/settings";
import type { DnsSettings } from "../dns/settings";
import { checkFrontDoorWith } from "../front-door/check";
import { type EntrySettings, chooseFrontDoor } from "../front-door/kinds";
import { validateImageTogether } from "../image/check";
import type { ImageSettings } from "../image/settings";
import { usesZone, validateNames } from "../internal-host/check";
import type { HostsSettings } from "../internal-host/settings";
import { validateJumpboxTogether } from "../jumpbox/check";
import type { JumpboxSettings } from "../jumpbox/settings";
import type { CheckedNetwork } from "../network/settings";
import type { Problem } from "../settings/problem";

/** Sections that depend on each other. */
export interface Sections {
  /** Undefined for an existing VPC until it has been looked up. */
  readonly network: CheckedNetwork | undefined;
  readonly addresses: AddressesSettings | undefined;
  readonly entry: EntrySettings | undefined;
  readonly image: ImageSettings | undefined;
  readonly backend: BackendSection | undefined;
  readonly dns: DnsSettings | undefined;
  readonly jumpbox: JumpboxSettings | undefined;
  readonly internalHosts: HostsSettings | undefined;
}

/**
 * Runs the checks of every feature for missing sections, and for sections that cannot be combined.
 *
 * @param areWhole whether these sections have no problems themselves; checks that depend on others are skipped if
 *   not
 */
export function checkSections(
  { network, addresses, entry, image, backend, dns, jumpbox, internalHosts: hosts = {} }: Sections,
  areWhole: (...sections: readonly (keyof Sections)[]) => boolean,
): Problem[] {
  const frontDoorIsWhole = areWhole("entry", "backend", "dns", "jumpbox", "internalHosts");
  const chosen = chooseFrontDoor(entry);
  const isNamed = chosen?.kind.dns(chosen.entry) !== undefined;
  const other = {
    network: areWhole("network") ? network : undefined,
    addresses: areWhole("addresses") ? addresses : undefined,
    backend,
    // A zone with other names in it needs no front door.
    dns: !isNamed && usesZone({ jumpbox, hosts }) ? undefined : dns,
  };
  return [
    ...(frontDoorIsWhole ? checkFrontDoorWith(entry, other) : []),
    ...(image && areWhole("entry", "image")
      ? validateImageTogether(chosen?.kind.nodes?.(chosen.entry))
      : []),
    ...(jumpbox && network && areWhole("network", "dns", "jumpbox")
      ? validateJumpboxTogether(jumpbox, network, dns)
      : []),
    ...(frontDoorIsWhole ? validateNames({ isNamed, backend, dns, jumpbox, hosts }) : []),
  ];
}
