import { readFileSync } from "node:fs";
import { resolveBudget } from "../../cost/budget";
import { type StackSettings as CostSettings, toSettings } from "../../stack/stack-settings";
import { fromStackExport } from "../../stack/from-export";
import type { PlannedResource } from "../../stack/resource";
import { type Usage, resolveUsage } from "../../cost/usage";
import { loadYaml } from "../shared/load-yaml";
import { readState, stateFile } from "./state-file";

/** What policies and the summary of costs need to know of a stack's configuration. */
export interface StackSettings {
  readonly region: string;
  /** USD a month; undefined without a budget. */
  readonly budget: number | undefined;
  readonly usage: Usage;
  /** `holdfast:addresses.protect`. */
  readonly isProtected: boolean;
  /** `holdfast:addresses.allowRelease`: keys. */
  readonly allowRelease: readonly string[];
  /** All of it, as it is written. */
  readonly written: CostSettings;
}

/**
 * Reads a stack's config file. What is wrong in it counts as absent: the program says so, with what to
 * do, and nothing is created.
 */
export function readSettings(file: string, stack: string): StackSettings {
  const parsed = attempt(() => loadYaml(readFileSync(file, "utf8"))) as
    { config?: object } | undefined;
  return settingsOf((parsed?.config ?? {}) as Record<string, unknown>, stack);
}

/** The same of a configuration, as it is below `config:` in such a file. */
export function settingsOf(
  config: Readonly<Record<string, unknown>>,
  stack: string,
): StackSettings {
  const written = toSettings(stack, config);
  const addresses = asData(written.sections["addresses"]) as {
    protect?: unknown;
    allowRelease?: unknown;
  } | null;
  const allowRelease = addresses?.allowRelease;
  return {
    region: written.region,
    budget: attempt(() => resolveBudget(asData(written.budget))),
    usage: attempt(() => resolveUsage(asData(written.usage))) ?? resolveUsage(),
    isProtected: addresses?.protect !== false,
    allowRelease: Array.isArray(allowRelease) ? allowRelease.map(String) : [],
    written,
  };
}

/** The resources that a stack of the file backend below a local home has by its last state; none without one. */
export function deployedResources(home: string, project: string, stack: string): PlannedResource[] {
  return fromStackExport({ deployment: readState(stateFile(home, project, stack)) });
}

/** `pulumi config set` without --path writes a section as JSON text. */
const asData = (value: unknown): unknown =>
  typeof value === "string" ? attempt(() => JSON.parse(value) as unknown) : value;

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
