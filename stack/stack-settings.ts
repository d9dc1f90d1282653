import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadYaml } from "./load-yaml";

/** The settings of a stack, as written. */
export interface StackSettings {
  readonly stack: string;
  readonly region: string;
  /** Whether it has a section of holdfast. Settings of other programs have none. */
  readonly isHoldfast: boolean;
  /** Sections under `holdfast:`, without the two below. */
  readonly sections: Readonly<Record<string, unknown>>;
  /** `holdfast:usage`, the assumptions about traffic. */
  readonly usage: unknown;
  /** `holdfast:budget`. */
  readonly budget: unknown;
  /** `holdfast:addresses.protect`. */
  readonly isProtected: boolean;
  /** `holdfast:addresses.allowRelease`: keys. */
  readonly allowRelease: readonly string[];
}

/** Content of `config:` in a settings file, by key, such as `aws:region` or `holdfast:network`. */
export type StackConfig = Readonly<Record<string, unknown>>;

/** The name of a stack's settings file. */
export const settingsFile = (stack: string): string => `Pulumi.${stack}.yaml`;

/** The stack of a settings file, by the file's name; undefined for any other file. */
export const stackOfFile = (name: string): string | undefined =>
  /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1];

/** Whether a settings file contains encrypted values, which only its stack's backend can decrypt. */
export const holdsEncrypted = (text: string): boolean => /^\s+secure:/m.test(text);

/**
 * Returns the content of `config:` in the text of a settings file; undefined if there is none.
 *
 * @throws {Error} if it is not YAML
 */
export function configIn(text: string): StackConfig | undefined {
  const { config } = (loadYaml(text) ?? {}) as { config?: unknown };
  return typeof config === "object" && config !== null ? (config as StackConfig) : undefined;
}

/**
 * Reads Pulumi.<stack>.yaml.
 *
 * @throws {Error} if the file does not exist, or contains no configuration
 */
export function readStackSettings(root: string, stack: string): StackSettings {
  const file = join(root, settingsFile(stack));
  if (!existsSync(file)) {
    throw new Error(`stack "${stack}" has no ${file}: write it, or choose another with --stack`);
  }
  const config = configIn(readFileSync(file, "utf8"));
  if (!config) throw new Error(`${file} has no \`config:\``);
  return toSettings(stack, config);
}

export function toSettings(stack: string, config: StackConfig): StackSettings {
  const own = Object.entries(config).flatMap(([key, value]) =>
    key.startsWith("holdfast:") ? [[key.slice("holdfast:".length), asData(value)] as const] : [],
  );
  const { usage, budget, ...sections } = Object.fromEntries(own);
  const region = config["aws:region"];
  const { protect, allowRelease } = (sections["addresses"] ?? {}) as Record<string, unknown>;
  return {
    stack,
    region: typeof region === "string" ? region : "us-east-1",
    isHoldfast: own.length > 0,
    sections,
    usage: usage ?? {},
    budget,
    isProtected: protect !== false,
    allowRelease: Array.isArray(allowRelease) ? allowRelease.map(String) : [],
  };
}

/** `pulumi config set` without --path writes a section as JSON text. */
function asData(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
