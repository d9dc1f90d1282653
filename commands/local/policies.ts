import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";
import type { Resource } from "../../stack/resource";
import { at } from "../../stack/values";
import type { ResolvedSettings } from "./stack-settings";

/** The configuration of one policy in a `--policy-pack-config` file. */
type PolicySettings =
  string | { readonly enforcementLevel?: string; readonly [key: string]: unknown };

/** The contents of a `--policy-pack-config` file. */
export type PackConfig = Readonly<Record<string, PolicySettings>>;

/** The first engine version known to start a policy pack by its executable, which halves the start time. */
const STARTS_EXECUTABLES = "3.259.0";

const EIP = "aws:ec2/eip:Eip";

/**
 * The policy configuration of a local run: policy/config for development if the addresses are not protected,
 * else for production, with the stack's own budget, usage, addresses and NAT gateway setting. Other programs
 * than holdfast use the pack's default levels, which are advisory.
 *
 * @param deployed the resources of the last deployed state: its addresses must be kept
 */
export function packConfigFor(
  policyFolder: string,
  { isHoldfast, isProtected, region, budget, usage, allowRelease, sections }: ResolvedSettings,
  deployed: readonly Resource[],
): PackConfig {
  const file = join(policyFolder, "config", isProtected ? "prod.json" : "dev.json");
  const base = isHoldfast ? (JSON.parse(readFileSync(file, "utf8")) as PackConfig) : {};
  const prices = { region, usage };
  return withSettings(base, {
    "aws-cost-stack-require-budget": { ...prices, ...budget },
    "aws-ec2-nat-gateway-disallow-dearer-than-endpoints": prices,
    "aws-ec2-vpc-endpoint-disallow-dearer-than-nat": prices,
    "aws-ec2-eip-disallow-release": {
      keep: isHoldfast && isProtected ? addressesToKeep(deployed, allowRelease) : [],
    },
    "aws-ec2-nat-gateway-require-own-zone": {
      allowSingle: at(sections, "network.egress.gateways") === "single",
    },
    "aws-ec2-eip-require-protect": { releasable: allowRelease.map((key) => `addresses-${key}`) },
  });
}

/** Whether a violation can fail the operation. */
export const refuses = (config: PackConfig): boolean =>
  Object.values(config).some((settings) =>
    [settings, typeof settings === "object" && settings.enforcementLevel].includes("mandatory"),
  );

/** The engine flags that enable the pack in a folder, with a config that is written to `home`. */
export function policyArguments(
  policyFolder: string,
  home: string,
  stack: string,
  engineVersion: string,
  config: PackConfig,
): string[] {
  const folder = join(home, "policies");
  const file = join(folder, `${stack}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(config, null, 2));
  const isDirect = process.platform !== "win32" && semver.gte(engineVersion, STARTS_EXECUTABLES);
  const pack = isDirect ? join(policyFolder, "start.cjs") : policyFolder;
  return ["--policy-pack", pack, "--policy-pack-config", file];
}

/** Adds settings to some policies, without changing their levels. */
function withSettings(
  base: PackConfig,
  added: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): PackConfig {
  const entries = Object.entries(added).map(([name, settings]) => {
    const own = base[name];
    const before = typeof own === "object" ? own : { enforcementLevel: own ?? base["all"] };
    return [name, { ...before, ...settings }] as const;
  });
  return { ...base, ...Object.fromEntries(entries) } as PackConfig;
}

/** The names of the addresses that a plan must keep: all existing ones, except those that may be released. */
function addressesToKeep(deployed: readonly Resource[], allowRelease: readonly string[]): string[] {
  const releasable = new Set(allowRelease.map((key) => `addresses-${key}`));
  return deployed
    .filter(({ type, name }) => type === EIP && !releasable.has(name))
    .map(({ name }) => name);
}
