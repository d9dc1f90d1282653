import { validateAdopted } from "../addresses/check-adopted";
import { noticeOutside, validatePool, validatePoolSize } from "../addresses/check-pool";
import { validateAddressKeys, validateKeysKeepAddresses } from "../addresses/check";
import { type HeldAccelerator, planAccelerator } from "../addresses/plan-accelerator";
import { type AddressRequest, type HeldAddress, planAddresses } from "../addresses/plan-addresses";
import type { AccountPool } from "../addresses/pool-facts";
import type { AddressesConfig, AddressesSettings } from "../addresses/settings";
import { resolveExisting } from "../backend/existing/resolve";
import { validateClients } from "../front-door/allow-from/resolve";
import {
  type ChosenFrontDoor,
  type EntrySettings,
  allowFromOf,
  chooseFrontDoor,
} from "../front-door/kinds";
import type { StandingNlb } from "../front-door/nlb/nlb-facts";
import { planReplacement } from "../front-door/nlb/plan-replacement";
import { requestHostAddresses, resolveHosts } from "../internal-host/resolve";
import type { HostsSettings } from "../internal-host/settings";
import { externalAddresses, requestEgressAddresses } from "../network/egress";
import type { NetworkConfig } from "../network/settings";
import { type Answer, unanswered } from "../settings/ask";
import type { Problem } from "../settings/problem";
import { isWithin } from "../settings/validate-shape";
import type { Config } from "./config";
import type { RegionFacts } from "./facts";
import type { ParsedConfig } from "./parse-config";
import { resolveNetworkOf } from "./resolve-network";

/**
 * Completes a configuration with what AWS says about it.
 *
 * @param stackTag value of the tag `holdfast:stack`: `<project>/<stack>`
 * @returns the configuration, or all of its problems
 */
export function resolveConfig(
  parsed: ParsedConfig,
  facts: RegionFacts,
  stackTag: string,
): { config?: Config; problems: readonly Problem[] } {
  const { region, addresses, tags, aws, jumpbox, internalHosts = {} } = parsed;
  if (region === undefined) return { problems: parsed.problems };
  const network = resolveNetworkOf(parsed, facts, region);
  const held = resolveHeld(facts);
  const zones = network.value?.availabilityZones;
  const hosts =
    zones && held.value && resolveHosts(internalHosts, facts.hosts ?? [], held.value, zones);
  const targets = resolveTargets(parsed, facts, region, network.value);
  const asked = [
    ...network.problems,
    ...(targets?.problems ?? []),
    ...validateAdopted(facts.adopted, stackTag, region),
    ...(addresses?.pool === undefined ? [] : validatePool(addresses.pool, facts.pool, region)),
    ...held.problems,
    ...unansweredAccelerators(facts),
    ...validateFrontDoorClients(parsed, facts, region),
    ...(hosts?.problems ?? []),
    ...validateKeys(parsed, network.value, held.value),
  ];
  // What is wrong with a setting in itself is said once, not again as AWS's refusal of it.
  const problems = [
    ...parsed.problems,
    ...asked.filter(({ path }) => !parsed.problems.some((known) => isWithin(path, known.path))),
  ];
  if (problems.length > 0 || !network.value || !addresses || !tags || !held.value || !hosts) {
    return { problems: withoutEchoes(problems) };
  }
  const planned = planHeld(parsed.entry, addresses, internalHosts, network.value, {
    addresses: held.value,
    accelerators: valueOf(facts.accelerators) ?? [],
    pool: valueOf(facts.pool),
    nlb: valueOf(facts.nlb),
    listed: facts.listed,
  });
  if (planned.problems.length > 0) return { problems: planned.problems };
  const notices = [
    ...network.notices,
    ...planned.addresses.notices,
    ...hosts.notices,
    ...(targets?.notices ?? []),
  ];
  const config = {
    region,
    network: network.value,
    addresses: { ...planned.addresses, notices },
    entry: parsed.entry,
    image: parsed.image,
    backend: parsed.backend && { ...parsed.backend, targets: targets?.targets },
    dns: parsed.dns,
    jumpbox: jumpbox?.kind === "none" ? undefined : jumpbox,
    internalHosts: hosts.hosts,
    credentials: aws.credentials,
    // The provider does not put its default tags on what groups launch.
    tags: { ...aws.defaultTags, ...tags, "holdfast:stack": stackTag },
  };
  return { config, problems };
}

/** The targets of an existing backend, as the front door can forward to them. */
function resolveTargets(
  { entry, backend }: ParsedConfig,
  facts: RegionFacts,
  region: string,
  network: NetworkConfig | undefined,
) {
  const chosen = chooseFrontDoor(entry);
  if (!chosen || !backend || !facts.targets) return undefined;
  const access = chosen.kind.backend(chosen.entry, backend);
  const { reach } = backend;
  return resolveExisting(facts.targets, {
    region,
    reach,
    access,
    networkVpc: network?.existing?.vpcId,
  });
}

/** Decides what the update does with the addresses that AWS holds for the stack. */
function planHeld(
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
  },
): { addresses: AddressesConfig; problems: readonly Problem[] } {
  const { protect, pool } = settings;
  const chosen = chooseFrontDoor(entry);
  const requests = requestAddresses(chosen, network, protect, internalHosts);
  const nlb = chosen?.kind.nlb?.(chosen.entry, network, protect);
  const { replaced, problems } = planReplacement(nlb, network, held.addresses, held.nlb);
  const { plan, problems: refused } = planAddresses(
    requests,
    { ...settings, replaced },
    held.addresses,
  );
  const { addresses } = plan;
  const exhausted = pool && held.pool ? validatePoolSize(pool, held.pool, addresses) : [];
  const outside = pool === undefined ? [] : noticeOutside(pool, addresses, held.addresses);
  const wanted = chosen?.kind.accelerator?.(chosen.entry);
  const fixed = planAccelerator(wanted !== undefined, settings, held.accelerators);
  return {
    addresses: {
      protect,
      ...(pool !== undefined && { pool }),
      ...plan,
      external: externalAddresses(network.egress),
      ...(held.listed && { listed: held.listed }),
      notices: [...plan.notices, ...outside, ...fixed.notices],
      accelerator: fixed.accelerator && { ...fixed.accelerator, ...wanted },
    },
    problems: [...problems, ...refused, ...exhausted, ...fixed.problems],
  };
}

function validateFrontDoorClients(
  { entry, backend, whole }: ParsedConfig,
  { clients }: RegionFacts,
  region: string,
): Problem[] {
  const allowFrom = allowFromOf(entry);
  if (!allowFrom || !clients) return [];
  const chosen = whole.has("entry") && whole.has("backend") ? chooseFrontDoor(entry) : undefined;
  const groups = chosen?.kind.publicGroups(chosen.entry, backend) ?? [];
  return validateClients(allowFrom, groups, clients, region);
}

/** Finds settings for address keys that make no sense, where the sections that decide the keys are right. */
function validateKeys(
  { entry, addresses, internalHosts = {}, whole }: ParsedConfig,
  network: NetworkConfig | undefined,
  held: readonly HeldAddress[] | undefined,
): Problem[] {
  if (!addresses || !held || !whole.has("addresses")) return [];
  const isKnown = ["network", "entry", "internalHosts"].every((section) => whole.has(section));
  const chosen = chooseFrontDoor(entry);
  const requests =
    network && isKnown
      ? requestAddresses(chosen, network, addresses.protect, internalHosts)
      : undefined;
  const keys = requests?.map(({ key }) => key);
  return [
    ...validateKeysKeepAddresses(addresses, held),
    ...(keys ? validateAddressKeys(addresses, keys, held) : []),
  ];
}

/** The Elastic IPs that the parts of the stack need. */
function requestAddresses(
  chosen: ChosenFrontDoor | undefined,
  network: NetworkConfig,
  protect: boolean,
  hosts: HostsSettings,
): AddressRequest[] {
  return [
    ...requestEgressAddresses(network.egress, network.availabilityZones),
    ...(chosen?.kind.addresses(chosen.entry, network, protect) ?? []),
    ...requestHostAddresses(hosts),
  ];
}

interface Resolved<T> {
  readonly value?: T | undefined;
  readonly problems: readonly Problem[];
}

function resolveHeld({ held }: RegionFacts): Resolved<readonly HeldAddress[]> {
  if (!held) return { problems: [] };
  return "value" in held
    ? { value: held.value, problems: [] }
    : { problems: [unanswered("addresses", undefined, held.error)] };
}

const valueOf = <T>(answer: Answer<T> | undefined): T | undefined =>
  answer && "value" in answer ? answer.value : undefined;

function unansweredAccelerators({ accelerators }: RegionFacts): Problem[] {
  return accelerators && "error" in accelerators
    ? [unanswered("entry", undefined, accelerators.error)]
    : [];
}

/** When AWS cannot be asked at all, every question has the same answer; once is enough. */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  const told = new Set<unknown>();
  return problems.filter(({ code, data }) => {
    if (code !== "unanswered") return true;
    const isNew = !told.has(data["error"]);
    told.add(data["error"]);
    return isNew;
  });
}
