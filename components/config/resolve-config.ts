import { validateAdopted } from "../addresses/check-adopted";
import { validatePool } from "../addresses/check-pool";
import { validateAddressKeys, validateKeysKeepAddresses } from "../addresses/check";
import type { HeldAddress } from "../addresses/plan-addresses";
import { resolveExisting } from "../backend/existing/resolve";
import { validateZone, zoneIdOf } from "../dns/resolve";
import { validateClients } from "../front-door/allow-from/resolve";
import { allowFromOf, certificateOf, chooseFrontDoor, webAclOf } from "../front-door/kinds";
import { validateArnsOfAlb } from "../front-door/web-alb/check-arns";
import { resolveHosts } from "../internal-host/resolve";
import type { NetworkConfig } from "../network/settings";
import { type Answer, unanswered } from "../settings/ask";
import type { Problem } from "../settings/problem";
import { isWithin } from "../settings/validate-shape";
import type { Config } from "./config";
import { type RegionFacts, ownBlock } from "./facts";
import type { ParsedConfig } from "./parse-config";
import { validateSameRegion } from "./check-region";
import { planHeld, requestAddresses } from "./plan-held";
import { resolveNetworkOf } from "./resolve-network";

/**
 * Completes a configuration with the answers from AWS.
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
  const state = valueOf(facts.state) ?? [];
  const moved = validateSameRegion(region, state);
  // The other answers are from another region.
  if (moved.length > 0) return { problems: [...parsed.problems, ...moved] };
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
    ...(typeof addresses?.pool === "string"
      ? validatePool(addresses.pool, facts.pool, region)
      : []),
    ...held.problems,
    ...unansweredAccelerators(facts),
    ...unansweredBlocks(facts),
    ...(facts.publicZones ?? []).flatMap(validateZone),
    ...validateFrontDoorClients(parsed, facts, region),
    ...validateFrontDoorArns(parsed, facts, region),
    ...(hosts?.problems ?? []),
    ...validateKeys(parsed, network.value, held.value),
  ];
  // A problem of a setting itself is reported once, not again as an error of AWS.
  const problems = [
    ...parsed.problems,
    ...asked.filter(({ path }) => !parsed.problems.some((known) => isWithin(path, known.path))),
  ];
  if (problems.length > 0 || !network.value || !addresses || !tags || !held.value || !hosts) {
    return { problems: withoutEchoes(problems) };
  }
  const planned = planHeld(
    region,
    parsed.entry,
    addresses,
    internalHosts,
    parsed.backend,
    network.value,
    {
      addresses: held.value,
      accelerators: valueOf(facts.accelerators) ?? [],
      pool: valueOf(facts.pool),
      blocks: valueOf(facts.blocks) ?? { ipams: [], held: [] },
      ownBlock: ownBlock(facts.state),
      nlb: valueOf(facts.nlb),
      listed: facts.listed,
      state,
    },
  );
  if (planned.problems.length > 0) return { problems: planned.problems };
  const notices = [
    ...unreadState(facts),
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
    backend: parsed.backend && {
      ...parsed.backend,
      targets: targets?.targets,
      zoneId: zoneIdOf(facts.publicZones, "backend.zone"),
    },
    dns: parsed.dns && {
      ...parsed.dns,
      acceleratedRecovery: parsed.dns.acceleratedRecovery ?? addresses.protect,
      zoneId: zoneIdOf(facts.publicZones, "dns.zone"),
    },
    jumpbox: jumpbox?.kind === "none" ? undefined : jumpbox,
    internalHosts: hosts.hosts,
    credentials: aws.credentials,
    // The provider does not add its default tags to instances that auto scaling groups launch.
    tags: { ...aws.defaultTags, ...tags, "holdfast:stack": stackTag },
  };
  return { config, problems };
}

/** Resolves the targets of an existing backend for the front door. */
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

/** Finds a certificate or a web ACL of another region or account. */
function validateFrontDoorArns(
  { entry, whole }: ParsedConfig,
  { accountId }: RegionFacts,
  region: string,
): Problem[] {
  if (!whole.has("entry")) return [];
  const arns = { certificateArn: certificateOf(entry), webAclArn: webAclOf(entry) };
  const error = accountId && "error" in accountId ? accountId.error : undefined;
  const unknown = Object.entries(arns).flatMap(([key, arn]) =>
    arn === undefined || error === undefined ? [] : [unanswered(`entry.${key}`, arn, error)],
  );
  const place = { region, accountId: valueOf(accountId) };
  return [...validateArnsOfAlb(arns, place, "entry."), ...unknown];
}

/** Finds settings for unknown address keys, if the sections that determine the keys are valid. */
function validateKeys(
  { entry, addresses, internalHosts = {}, whole }: ParsedConfig,
  network: NetworkConfig | undefined,
  held: readonly HeldAddress[] | undefined,
): Problem[] {
  if (!addresses || !held || !whole.has("addresses")) return [];
  const isKnown = ["network", "entry", "internalHosts"].every((section) => whole.has(section));
  const chosen = chooseFrontDoor(entry);
  const requests =
    network && isKnown ? requestAddresses(chosen, network, internalHosts) : undefined;
  const keys = requests?.map(({ key }) => key);
  return [
    ...validateKeysKeepAddresses(addresses, held),
    ...(keys ? validateAddressKeys(addresses, keys, held) : []),
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

function unansweredBlocks({ blocks }: RegionFacts): Problem[] {
  return blocks && "error" in blocks ? [unanswered("addresses.pool", undefined, blocks.error)] : [];
}

function unreadState({ state }: RegionFacts): string[] {
  if (!state || "value" in state) return [];
  return [
    `the stack's state could not be read (${state.error}): a change of region or VPC cannot be detected. Check the preview for replacements`,
  ];
}

/** Reports an error only once: if AWS cannot be reached, every lookup fails with the same one. */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  const told = new Set<unknown>();
  return problems.filter(({ code, data }) => {
    if (code !== "unanswered") return true;
    const isNew = !told.has(data["error"]);
    told.add(data["error"]);
    return isNew;
  });
}
