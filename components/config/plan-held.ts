import { noticeOutside, validatePoolSize } from "../addresses/check-pool";
import { reportLost } from "../addresses/lost";
import { type HeldAccelerator, planAccelerator } from "../addresses/plan-accelerator";
import { type AddressRequest, type HeldAddress, planAddresses } from "../addresses/plan-addresses";
import type { AccountPool } from "../addresses/pool-facts";
import type { AddressesConfig, AddressesSettings } from "../addresses/settings";
import {
  type ChosenFrontDoor,
  type EntrySettings,
  chooseFrontDoor,
  yieldsAddress,
} from "../front-door/kinds";
import type { StandingNlb } from "../front-door/nlb/nlb-facts";
import { planReplacement } from "../front-door/nlb/plan-replacement";
import { requestHostAddresses } from "../internal-host/resolve";
import type { HostsSettings } from "../internal-host/settings";
import { validateSameVpc } from "../network/check-same-vpc";
import { externalAddresses, requestEgressAddresses } from "../network/egress";
import type { NetworkConfig } from "../network/settings";
import type { Problem } from "../settings/problem";
import type { StateResource } from "../settings/stack-state";

/** Decides what the update does with the addresses that AWS holds for the stack. */
export function planHeld(
  entry: EntrySettings | undefined,
  settings: AddressesSettings,
  internalHosts: HostsSettings,
  network: NetworkConfig,
  held: {
    readonly addresses: readonly HeldAddress[];
    readonly accelerators: readonly HeldAccelerator[];
    readonly pool: AccountPool | undefined;
    readonly nlb: StandingNlb | undefined;
    readonly listed: number | undefined;
    readonly state: readonly StateResource[];
  },
): { addresses: AddressesConfig; problems: readonly Problem[] } {
  const { protect, pool } = settings;
  const chosen = chooseFrontDoor(entry);
  const requests = requestAddresses(chosen, network, internalHosts);
  const nlb = chosen?.kind.nlb?.(chosen.entry, network);
  const { replaced, problems } = planReplacement(nlb, network, held.addresses, held.nlb);
  // An NLB has steps of its own.
  const isNlbReplaced = replaced.length > 0 || problems.length > 0;
  const left = isNlbReplaced ? [] : validateSameVpc(network, held.state, protect);
  const {
    plan,
    lost,
    problems: refused,
  } = planAddresses(requests, { ...settings, replaced, yields: yieldsAddress }, held.addresses);
  const { addresses } = plan;
  const exhausted = pool && held.pool ? validatePoolSize(pool, held.pool, addresses) : [];
  const outside = pool === undefined ? [] : noticeOutside(pool, addresses, held.addresses);
  const wanted = chosen?.kind.accelerator?.(chosen.entry);
  const fixed = planAccelerator(wanted !== undefined, settings, held.accelerators);
  const given = reportLost([...lost, ...fixed.lost], settings);
  return {
    addresses: {
      protect,
      ...(pool !== undefined && { pool }),
      ...plan,
      external: externalAddresses(network.egress),
      ...(held.listed && { listed: held.listed }),
      notices: [...given.notices, ...plan.notices, ...outside, ...fixed.notices],
      accelerator: fixed.accelerator && { ...fixed.accelerator, ...wanted },
    },
    problems: [
      ...problems,
      ...left,
      ...refused,
      ...exhausted,
      ...fixed.problems,
      ...given.problems,
    ],
  };
}

/** The Elastic IPs that the parts of the stack need. */
export function requestAddresses(
  chosen: ChosenFrontDoor | undefined,
  network: NetworkConfig,
  hosts: HostsSettings,
): AddressRequest[] {
  return [
    ...requestEgressAddresses(network.egress, network.availabilityZones),
    ...(chosen?.kind.addresses(chosen.entry, network) ?? []),
    ...requestHostAddresses(hosts),
  ];
}
