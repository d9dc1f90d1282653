import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";
import type { Resource } from "../../stack/resource";
import { at } from "../../stack/values";
import type { ResolvedSettings } from "./stack-settings";

/** How a file of `--policy-pack-config` sets one policy. */
type PolicySettings =
  string | { readonly enforcementLevel?: string; readonly [key: string]: unknown };

/** What a file of `--policy-pack-config` has. */
export type PackConfig = Readonly<Record<string, PolicySettings>>;

/** The first engine that is known to start a policy pack by its executable, which takes half as long. */
const STARTS_EXECUTABLES = "3.259.0";

const EIP = "aws:ec2/eip:Eip";

/**
 * How a stack is judged in a local run: as policy/config says for development if its addresses are not
 * protected, else for production, with the stack's own budget, usage, addresses and choice of NAT gateways. A
 * program that is not holdfast has the levels of the pack, which are advisory.
 *
 * @param deployed the resources of the last deployed state: addresses in it are to stay
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

/** The flags that make the engine judge by the pack in a folder, with a config that is written to `home`. */
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

/** Adds settings to some policies, each at the level that it has already. */
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

/** The names of the addresses that a plan must have: all that are there, but for those that may go. */
function addressesToKeep(deployed: readonly Resource[], allowRelease: readonly string[]): string[] {
  const releasable = new Set(allowRelease.map((key) => `addresses-${key}`));
  return deployed
    .filter(({ type, name }) => type === EIP && !releasable.has(name))
    .map(({ name }) => name);
}
