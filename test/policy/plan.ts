import { createHash } from "node:crypto";
import { ALL_POLICIES } from "../../policy/policies";
import { configured } from "../../policy/model/policy";
import { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";

/** A reference to another resource's output. */
class Ref {
  constructor(
    readonly name: string,
    readonly output: string,
    readonly suffix: string,
  ) {}
}

/** The id of another resource of the plan, or another output of it, as it is in a property. */
export const ref = (name: string, output = "id", suffix = ""): unknown =>
  new Ref(name, output, suffix);

interface Declared {
  type: string;
  props: Record<string, unknown>;
  protect: boolean;
  parent?: string;
}

/** The views of a plan: before it runs, ids are unknown; afterwards, they are known. */
export type View = "previewed" | "deployed";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A stack that a test declares and changes. */
export class Plan {
  readonly #resources = new Map<string, Declared>();

  add(name: string, type: string, props: Record<string, unknown>, protect = false): void {
    this.#resources.set(name, { type, props, protect });
  }

  remove(...names: readonly string[]): void {
    for (const name of names) {
      if (!this.#resources.delete(name)) throw new Error(`the plan has no ${name}`);
    }
  }

  get(name: string): Declared {
    const found = this.#resources.get(name);
    if (!found) throw new Error(`the plan has no ${name}`);
    return found;
  }

  /** Changes properties of a resource. */
  set(name: string, props: Record<string, unknown>): void {
    Object.assign(this.get(name).props, props);
  }

  /** Removes a property. */
  unset(name: string, property: string): void {
    delete this.get(name).props[property];
  }

  entries(): [string, Declared][] {
    return [...this.#resources];
  }

  resources(view: View): Resource[] {
    return this.entries().map(([name, { type, props, protect, parent }]) => {
      const references: Record<string, string[]> = {};
      const shown: Record<string, unknown> = {};
      for (const [key, value] of Object.entries(props)) {
        const found: string[] = [];
        shown[key] = this.#show(value, view, found);
        if (found.length > 0) references[key] = found;
      }
      return {
        type,
        name,
        urn: this.urn(name),
        protect,
        references: view === "previewed" ? references : {},
        inputs: { ...shown, ...this.#computed(name, type, view) },
        ...(parent !== undefined && { parent: this.urn(parent) }),
      };
    });
  }

  urn(name: string): string {
    return `urn:pulumi:test::plain::${this.#resources.get(name)?.type ?? "missing"}::${name}`;
  }

  #show(value: unknown, view: View, found: string[]): unknown {
    if (value instanceof Ref) {
      this.get(value.name);
      found.push(this.urn(value.name));
      return view === "previewed"
        ? UNKNOWN
        : `${outputOf(value.name, value.output)}${value.suffix}`;
    }
    if (Array.isArray(value)) return value.map((item) => this.#show(item, view, found));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, this.#show(part, view, found)]),
    );
  }

  #computed(name: string, type: string, view: View): Record<string, unknown> {
    const outputs = type.endsWith(":Eip") ? ["id", "allocationId", "publicIp"] : ["id", "arn"];
    return Object.fromEntries(
      outputs.map((key) => [key, view === "previewed" ? UNKNOWN : outputOf(name, key)]),
    );
  }
}

function outputOf(name: string, output: string): string {
  if (output === "publicIp") return addressOf(name);
  return output === "id" || output === "allocationId" ? `id-of-${name}` : `${output}-of-${name}`;
}

/** A separate address for each name. */
export function addressOf(name: string): string {
  const bytes = createHash("sha256").update(name).digest();
  return `203.0.${bytes[0]}.${bytes[1]}`;
}

export type PackConfig = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The messages of every policy that finds something, by policy. */
export function judge(
  resources: readonly Resource[],
  config: PackConfig = {},
): Record<string, string[]> {
  const stack = new StackGraph(resources);
  const found: Record<string, string[]> = {};
  for (const policy of ALL_POLICIES) {
    const settings = configured(policy.settings, config[policy.name] ?? {});
    const check = policy.kind === "stack" ? policy.check : policy.together;
    const messages = [
      ...(policy.kind === "stack"
        ? []
        : resources
            .filter(({ type }) => policy.types.includes(type))
            .flatMap((resource) => policy.check(resource, settings))),
      ...(check?.(stack, settings).map(({ message }) => message) ?? []),
    ];
    if (messages.length > 0) found[policy.name] = messages;
  }
  return found;
}
