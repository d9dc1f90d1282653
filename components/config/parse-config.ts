import * as v from "valibot";
import { validateAddresses } from "../addresses/check";
import { validateBackend } from "../backend/check";
import { validateDns } from "../dns/check";
import { checkEntry } from "../front-door/check";
import { validateHosts } from "../internal-host/check";
import { validateJumpbox } from "../jumpbox/check";
import { validateNetwork } from "../network/check";
import { type NetworkSettings, completeNetwork } from "../network/settings";
import { type VpcCidr, validateDisjoint } from "../settings/cidr";
import type { Problem } from "../settings/problem";
import { type TagsSettings, validateDefaultTags, validateTags } from "../settings/tags";
import { isWithin, readShape } from "../settings/validate-shape";
import { validatePartition } from "./check-partition";
import { type Sections, checkSections } from "./check-sections";
import { type AwsSettings, parseAwsSettings } from "./aws-settings";
import { configProblem } from "./problems";
import { sections } from "./sections";

/**
 * A configuration as far as it can be checked without calling AWS. Invalid settings are left out of their section. A
 * section that needs them is left out as a whole.
 */
export interface ParsedConfig extends Omit<Sections, "network"> {
  readonly region: string | undefined;
  readonly network: NetworkSettings | undefined;
  readonly tags: TagsSettings | undefined;
  readonly aws: Omit<AwsSettings, "problems">;
  /** Sections without problems, whose settings other sections can depend on. */
  readonly whole: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** A part of the configuration, with its problems. */
interface Parsed<T> {
  readonly settings?: T | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Parses all sections of the configuration and finds every problem that can be found without calling AWS.
 *
 * @param values by key with its namespace; each is text or JSON, as Pulumi gives them
 * @param isSecret whether the value of a key is, or contains, a secret
 */
export function parseConfig(
  values: Readonly<Record<string, string>>,
  isSecret: (key: string) => boolean,
): ParsedConfig {
  const section = <S extends v.GenericSchema>(
    name: string,
    schema: S,
    validate: (settings: v.InferOutput<S>) => Problem[],
  ): Parsed<v.InferOutput<S>> => {
    const key = `holdfast:${name}`;
    return isSecret(key)
      ? { problems: [configProblem("secret-section", { path: name })] }
      : parseSection(name, values[key], schema, validate);
  };

  const region = parseRegion(values["aws:region"]);
  const written = section("network", sections.network, (settings) =>
    validateNetwork(settings, region.settings),
  );
  const network = {
    settings: written.settings && completeNetwork(written.settings),
    problems: written.problems,
  };
  const addresses = section("addresses", sections.addresses, validateAddresses);
  const tags = section("tags", sections.tags, (settings) => validateTags(settings));
  const optional = <S extends v.GenericSchema>(
    name: string,
    schema: S,
    validate: (settings: v.InferOutput<S>) => Problem[],
  ): Parsed<v.InferOutput<S>> =>
    [undefined, "", "null"].includes(values[`holdfast:${name}`])
      ? { problems: [] }
      : section(name, schema, validate);
  const entry = optional("entry", sections.entry, checkEntry);
  const image = optional("image", sections.image, () => []);
  const backend = optional("backend", sections.backend, (settings) =>
    validateBackend(settings, network.settings?.cidr ?? ""),
  );
  const dns = optional("dns", sections.dns, validateDns);
  const jumpbox = optional("jumpbox", sections.jumpbox, validateJumpbox);
  const internalHosts = optional("internalHosts", sections.internalHosts, validateHosts);
  const budget = optional("budget", sections.budget, () => []);
  const usage = optional("usage", sections.usage, () => []);
  const parts = {
    network,
    addresses,
    entry,
    image,
    backend,
    dns,
    jumpbox,
    internalHosts,
    tags,
    budget,
    usage,
  };
  const whole = new Set(
    Object.entries(parts)
      .filter(([, { problems }]) => problems.length === 0)
      .map(([name]) => name),
  );
  const areWhole = (...names: string[]) => names.every((name) => whole.has(name));
  const settings = {
    network: network.settings,
    addresses: addresses.settings,
    entry: entry.settings,
    image: image.settings,
    backend: backend.settings,
    dns: dns.settings,
    jumpbox: jumpbox.settings,
    internalHosts: internalHosts.settings,
  };
  const aws = parseAwsSettings(values, isSecret, entry.settings !== undefined);
  return {
    region: region.settings,
    aws,
    ...settings,
    tags: tags.settings,
    whole,
    problems: [
      ...region.problems,
      ...aws.problems,
      ...(whole.has("tags") ? validateDefaultTags(aws.defaultTags, tags.settings ?? {}) : []),
      ...findUnknownSections(Object.keys(values)),
      ...Object.values(parts).flatMap(({ problems }) => problems),
      ...checkSections({ ...settings, network: ownNetwork(network.settings) }, areWhole),
      ...validateDisjoint(vpcsOf(network)),
      ...(region.settings === undefined ? [] : validatePartition(settings, region.settings)),
    ],
  };
}

const ownNetwork = (network: NetworkSettings | undefined) =>
  network?.existing ? undefined : network;

/** Returns all VPCs of the stack that are valid by themselves. */
function vpcsOf({ settings, problems }: Parsed<NetworkSettings>): VpcCidr[] {
  const own = ownNetwork(settings);
  return own && problems.length === 0 ? [{ path: "network.cidr", cidr: own.cidr }] : [];
}

function parseSection<S extends v.GenericSchema>(
  name: string,
  text: string | undefined,
  schema: S,
  validate: (settings: v.InferOutput<S>) => Problem[],
): Parsed<v.InferOutput<S>> {
  const value = parseValue(text);
  if (typeof value === "string" && /^\s*[{[]/.test(value))
    return { problems: [configProblem("not-json", { path: name, given: value })] };
  const shape = readShape(schema, value, name);
  const parsed = v.safeParse(schema, shape.value);
  if (!parsed.success) return { problems: shape.problems };
  // Problems at, above or below an invalid setting come from the example in its place.
  const isAround = ({ path }: Problem) =>
    shape.problems.some((wrong) => isWithin(path, wrong.path) || isWithin(wrong.path, path));
  const found = validate(parsed.output).filter((problem) => !isAround(problem));
  return { settings: parsed.output, problems: [...shape.problems, ...found] };
}

/**
 * Parses a value. Pulumi passes maps, lists, numbers and booleans as JSON, and text unchanged. A setting without a
 * value (for example with all lines below it commented out) counts as absent.
 */
function parseValue(text: string | undefined): unknown {
  if (text === undefined || text === "") return {};
  try {
    return JSON.parse(text, (_, value: unknown) => (value === null ? undefined : value)) ?? {};
  } catch {
    return text;
  }
}

function parseRegion(given: string | undefined): Parsed<string> {
  const path = "aws:region";
  if (given === undefined || given === "") {
    return { problems: [configProblem("missing-region", { path })] };
  }
  const [, region, zoneLetter] = /^([a-z]+(?:-[a-z]+)+-\d+)([a-z]?)$/.exec(given) ?? [];
  if (region === undefined) return { problems: [configProblem("not-a-region", { path, given })] };
  if (zoneLetter === "") return { settings: given, problems: [] };
  return { problems: [configProblem("zone-for-region", { path, given }, { region })] };
}

function findUnknownSections(keys: readonly string[]): Problem[] {
  const known = Object.keys(sections);
  return keys
    .filter((key) => key.startsWith("holdfast:") && !known.includes(key.slice("holdfast:".length)))
    .sort()
    .map((key) => configProblem("unknown-section", { path: key }, { section: key, known }));
}
