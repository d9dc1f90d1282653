import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type StackConfig, configIn, settingsFile, toSettings } from "../../stack/stack-settings";

/** A setting that differs between two configurations of a stack. */
export interface SettingChange {
  /** Such as `backend.live`. */
  readonly path: string;
  /** As text; undefined if it is not set. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** How many settings a headline names. */
const MOST = 3;

/** The settings of a stack that differ between the configurations in two folders. */
export function settingChangesIn(base: string, head: string, stack: string): SettingChange[] {
  const [before, after] = [base, head].map((root) => {
    const file = join(root, settingsFile(stack));
    return existsSync(file) ? configIn(readFileSync(file, "utf8")) : undefined;
  });
  return before && after ? settingChanges(before, after) : [];
}

/** The settings that differ between two configurations, in the order of their paths. */
export function settingChanges(before: StackConfig, after: StackConfig): SettingChange[] {
  const [old, next] = [valuesOf(before), valuesOf(after)];
  const paths = [...new Set([...old.keys(), ...next.keys()])].sort();
  return paths
    .map((path) => ({ path, before: old.get(path), after: next.get(path) }))
    .filter((change) => change.before !== change.after);
}

/** The first changes, in a line: `backend.live blue → green`. Empty without changes. */
export function headlineOf(changes: readonly SettingChange[]): string {
  const named = changes
    .slice(0, MOST)
    .map(({ path, before, after }) => `${path} ${before ?? "not set"} → ${after ?? "not set"}`);
  const rest = changes.length - named.length;
  return [...named, ...(rest > 0 ? [`and ${rest} more`] : [])].join(", ");
}

/** Each value of a configuration as text, by its path; a list is one value. */
function valuesOf(config: StackConfig): Map<string, string> {
  const { sections, usage, budget, region } = toSettings("", config);
  const found = new Map<string, string>();
  const collect = (path: string, value: unknown): void => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      found.set(path, typeof value === "string" ? value : JSON.stringify(value));
      return;
    }
    for (const [key, inner] of Object.entries(value)) collect(`${path}.${key}`, inner);
  };
  const all = { ...sections, usage, budget, "aws:region": region };
  for (const [path, value] of Object.entries(all)) {
    if (value !== undefined) collect(path, value);
  }
  return found;
}
