import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadYaml } from "../commands/shared/load-yaml";

/** The settings of a stack, as they are written. */
export interface StackSettings {
  readonly stack: string;
  readonly region: string;
  /** What is under `holdfast:`, by section, without the two below. */
  readonly sections: Readonly<Record<string, unknown>>;
  /** `holdfast:usage`, the assumptions about traffic. */
  readonly usage: unknown;
  /** `holdfast:budget`. */
  readonly budget: unknown;
}

/**
 * Reads Pulumi.<stack>.yaml.
 *
 * @throws {Error} if there is no such file, or no configuration in it
 */
export function readStackSettings(root: string, stack: string): StackSettings {
  const file = join(root, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) {
    throw new Error(`stack "${stack}" has no ${file}: write it, or choose another with --stack`);
  }
  const { config } = (loadYaml(readFileSync(file, "utf8")) ?? {}) as { config?: unknown };
  if (typeof config !== "object" || config === null) {
    throw new Error(`${file} has no \`config:\``);
  }
  return toSettings(stack, config as Record<string, unknown>);
}

/** @param config by key, such as `aws:region` or `holdfast:network` */
export function toSettings(
  stack: string,
  config: Readonly<Record<string, unknown>>,
): StackSettings {
  const own = Object.entries(config).flatMap(([key, value]) =>
    key.startsWith("holdfast:") ? [[key.slice("holdfast:".length), value] as const] : [],
  );
  const { usage, budget, ...sections } = Object.fromEntries(own);
  const region = config["aws:region"];
  return {
    stack,
    region: typeof region === "string" ? region : "us-east-1",
    sections,
    usage: usage ?? {},
    budget,
  };
}
