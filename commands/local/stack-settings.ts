import { readFileSync } from "node:fs";
import { type Budget, resolveBudget } from "../../cost/budget";
import { type Usage, resolveUsage } from "../../cost/usage";
import { fromStackExport } from "../../stack/export";
import type { Resource } from "../../stack/resource";
import {
  type StackConfig,
  type StackSettings,
  configIn,
  toSettings,
} from "../../stack/stack-settings";
import { readState, stateFile } from "./state-file";

/** The settings of a stack, and the parts that policies and the cost summary use. */
export interface ResolvedSettings extends StackSettings {
  /** undefined without a budget. */
  readonly budget: Budget | undefined;
  readonly usage: Usage;
}

/**
 * Reads a stack's config file. Invalid settings count as absent: the program reports them and creates
 * nothing.
 */
export const readSettings = (file: string, stack: string): ResolvedSettings =>
  settingsOf(attempt(() => configIn(readFileSync(file, "utf8"))) ?? {}, stack);

/** The same for the contents of `config:` in such a file. */
export function settingsOf(config: StackConfig, stack: string): ResolvedSettings {
  const written = toSettings(stack, config);
  return {
    ...written,
    budget: attempt(() => resolveBudget(written.budget)),
    usage: attempt(() => resolveUsage(written.usage)) ?? resolveUsage(),
  };
}

/**
 * The resources in the last state of a stack of the file backend below a local home; empty without a state.
 */
export function deployedResources(home: string, project: string, stack: string): Resource[] {
  return fromStackExport({ deployment: readState(stateFile(home, project, stack)) });
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
