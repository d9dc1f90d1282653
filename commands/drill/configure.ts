import { readFileSync, writeFileSync } from "node:fs";
import { dump } from "js-yaml";
import { loadYaml } from "../../stack/load-yaml";

/** A setting and its value, such as `backend.layout=vpcPerColor`. */
const SETTING = /^(\w+(?:\.[\w-]+)*)=(.*)$/s;

export const isSetting = (text: string): boolean => SETTING.test(text);

type Part = Record<string, unknown>;

/**
 * Changes settings in a stack's config file. Each is a path below `holdfast:` and a YAML value, which may be
 * a whole section. Without a value, the setting is removed.
 */
export function configure(file: string, settings: readonly string[]): void {
  const { config, ...others } = loadYaml(readFileSync(file, "utf8")) as { config: Part };
  for (const setting of settings) {
    const [, path = "", value = ""] = SETTING.exec(setting)!;
    const keys = `holdfast:${path}`.split(".");
    const last = keys.pop()!;
    const part = keys.reduce((parent, key) => (parent[key] ??= {}) as Part, config);
    if (value === "") delete part[last];
    else part[last] = loadYaml(value);
  }
  writeFileSync(file, dump({ config, ...others }));
}
