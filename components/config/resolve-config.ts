import type { AcceleratorArgs } from "../addresses/accelerator";
import { planAccelerator } from "../addresses/plan-accelerator";
import { type AddressRequest, type HeldAddress, planAddresses } from "../addresses/plan-addresses";
import { type EgressMode, requestEgressAddresses } from "../network/egress";
import type { Answer } from "../settings/ask";
import type { Config, EntryConfig, NetworkConfig } from "./config";
import type { ParsedConfig } from "./parse-config";
import type { Problem } from "../settings/problem";
import type { RegionFacts } from "./region-facts";
import { planReplacement, requestEntryAddresses, resolveEntry } from "../front-door/resolve";
import type { NetworkSettings } from "./schema";
import type { HostsSettings } from "../internal-host/settings";
import { validateAddressKeys, validateKeysKeepAddresses } from "../addresses/check";
import { requestHostAddresses, resolveHosts } from "../internal-host/resolve";
import { isWithin } from "../settings/validate-shape";
import { validateZoneAmong } from "../network/check";
import {
  UNANSWERED,
  selectZones,
  unanswered,
  validateAdopted,
  validateEndpoints,
  validateZones,
} from "./validate-region";

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
): { config?: Config; problems: Problem[] } {
  const { region, addresses, tags, whole } = parsed;
  if (region === undefined) return { problems: [...parsed.problems] };
  const { entry: door = { kind: "none" }, backend } = parsed;
  const entry = resolveEntry(door, backend, addresses?.protect ?? true);

  const { jumpbox, internalHosts = {} } = parsed;
  const network = resolveNetwork(parsed.network, facts, region);
  const held = resolveHeld(facts);
  const hosts =
    network.value &&
    held.value &&
    resolveHosts(internalHosts, facts.hosts ?? [], held.value, network.value.availabilityZones);
  const keysOf = (network: NetworkConfig) =>
    requestAddresses(network, entry, internalHosts).map(({ key }) => key);
  const asked = [
    ...network.problems,
    ...validateAdopted(facts.adopted, stackTag, region),
    ...held.problems,
    ...unansweredAccelerators(facts),
    ...(hosts?.problems ?? []),
    ...(addresses && held.value && whole.has("addresses")
      ? validateKeysKeepAddresses(addresses, held.value)
      : []),
    ...(network.value &&
    addresses &&
    held.value &&
    whole.has("network") &&
    whole.has("addresses") &&
    whole.has("entry") &&
    whole.has("internalHosts")
      ? validateAddressKeys(addresses, keysOf(network.value), held.value)
      : []),
  ];
  // What is wrong with a setting in itself is said once, not again as AWS's refusal of it.
  const problems = [
    ...parsed.problems,
    ...asked.filter(({ path }) => !parsed.problems.some((known) => isWithin(path, known.path))),
  ];
  if (problems.length > 0 || !network.value || !addresses || !tags || !held.value || !hosts) {
    return { problems: withoutEchoes(problems) };
  }
  const requests = requestAddresses(network.value, entry, internalHosts);
  const replacement = planReplacement(entry, network.value, held.value);
  const { replaced } = replacement;
  const planned = planAddresses(requests, { ...addresses, replaced }, held.value);
  const inFront = planAccelerator(
    entry.kind === "accelerator",
    addresses,
    valueOf(facts.accelerators) ?? [],
  );
  const refused = [...replacement.problems, ...planned.problems, ...inFront.problems];
  if (refused.length > 0) return { problems: refused };
  const config = {
    region,
    network: network.value,
    addresses: {
      protect: addresses.protect,
      ...planned.plan,
      notices: [...planned.plan.notices, ...inFront.notices, ...hosts.notices],
      ...(inFront.accelerator && {
        accelerator: { ...inFront.accelerator, ...flowLogsOf(entry) },
      }),
    },
    entry,
    ...(parsed.image && { image: parsed.image }),
    ...(backend && { backend }),
    ...(parsed.dns && { dns: parsed.dns }),
    ...(jumpbox && jumpbox.kind !== "none" && { jumpbox }),
    internalHosts: hosts.hosts,
    tags: { ...tags, "holdfast:stack": stackTag },
  };
  return { config, problems };
}

interface Resolved<T> {
  readonly value?: T;
  readonly problems: readonly Problem[];
}

function resolveNetwork(
  network: NetworkSettings | undefined,
  facts: RegionFacts,
  region: string,
): Resolved<NetworkConfig> {
  if (!network || !facts.zones) return { problems: [] };
  const { cidr, availabilityZones: wanted, egress, flowLogs } = network;
  if ("error" in facts.zones) {
    return { problems: [unanswered("network.availabilityZones", wanted, facts.zones.error)] };
  }
  const wrongZones = validateZones(wanted, facts.zones.value, region);
  const availabilityZones = wrongZones.length > 0 ? [] : selectZones(wanted, facts.zones.value);
  const problems = [
    ...wrongZones,
    ...validateEndpoints(facts.endpoints, availabilityZones, region),
    ...(wrongZones.length === 0 && "zone" in egress && egress.zone !== undefined
      ? validateZoneAmong(egress.zone, availabilityZones)
      : []),
  ];
  if (problems.length > 0) return { problems };
  const value = {
    cidr,
    availabilityZones,
    egress: resolveEgress(egress, availabilityZones),
    ...(flowLogs && { flowLogs }),
  };
  return { value, problems };
}

function resolveEgress(egress: NetworkSettings["egress"], zones: readonly string[]): EgressMode {
  if (egress.kind !== "nat") return egress;
  const { kind, gateways, zone = zones[0]!, gatewayEndpoints } = egress;
  return gateways === "single"
    ? { kind, gateways, zone, gatewayEndpoints }
    : { kind, gateways, gatewayEndpoints };
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

/** Logs are the front door's to turn on. */
function flowLogsOf(entry: EntryConfig): Pick<AcceleratorArgs, "flowLogs"> {
  return entry.kind === "accelerator" && entry.flowLogs ? { flowLogs: entry.flowLogs } : {};
}

/** The Elastic IPs that the parts of the stack ask for. */
function requestAddresses(
  network: NetworkConfig,
  entry: EntryConfig,
  hosts: HostsSettings,
): AddressRequest[] {
  const { egress, availabilityZones } = network;
  return [
    ...requestEgressAddresses(egress, availabilityZones),
    ...requestEntryAddresses(entry, network),
    ...requestHostAddresses(hosts),
  ];
}

/** When AWS cannot be asked at all, every question has the same answer; once is enough. */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  return problems.filter(
    ({ problem }, index) =>
      !problem.startsWith(UNANSWERED) ||
      problems.findIndex((earlier) => earlier.problem === problem) === index,
  );
}
