import { levelOf } from "../../policy/pack";
import type { HoldfastPolicy } from "../../policy/model/policy";
import EXAMPLES from "./examples.json";

/** A setting of a policy. */
interface DescribedSetting {
  readonly name: string;
  /** Its JSON Schema type; for a list, with the type of its items. */
  readonly type: string;
  /** Absent if there is none. */
  readonly default?: unknown;
  readonly description: string;
}

/** The description of a policy, as plain data. */
export interface PolicyDescription {
  readonly id: string;
  readonly title: string;
  readonly checks: string;
  readonly why: string;
  readonly remedy: string;
  readonly severity: string;
  /** Default levels: in a holdfast stack, and in any other program. */
  readonly level: { readonly holdfast: string; readonly others: string };
  readonly control: string;
  readonly settings: readonly DescribedSetting[];
  /** A mistake, and the policy's message for it. */
  readonly example: { readonly mistake: string; readonly message: string };
}

type Examples = Readonly<Record<string, PolicyDescription["example"]>>;

export function describePolicy(policy: HoldfastPolicy): PolicyDescription {
  const { name, framework, settings } = policy;
  return {
    id: name,
    title: policy.displayName,
    checks: policy.what,
    why: policy.why,
    remedy: policy.remedy,
    severity: policy.severity,
    level: {
      holdfast: levelOf(policy, { isHoldfast: true }),
      others: levelOf(policy, { isHoldfast: false }),
    },
    control: `${framework.name} ${framework.reference}, ${framework.specification}`,
    settings: Object.entries(settings).map(([key, { schema, default: value }]) => ({
      name: key,
      type: typeOf(schema),
      ...(value !== undefined && { default: value }),
      description: schema.description ?? "",
    })),
    example: (EXAMPLES as Examples)[name]!,
  };
}

function typeOf({ type, items }: HoldfastPolicy["settings"][string]["schema"]): string {
  const item = typeof items === "object" && "type" in items ? String(items.type) : undefined;
  return item === undefined ? String(type) : `${String(type)} of ${item}`;
}
