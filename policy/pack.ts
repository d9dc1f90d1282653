import type {
  EnforcementLevel,
  Policies,
  PolicyResource,
  ResourceValidationArgs,
  StackValidation,
  StackValidationArgs,
} from "@pulumi/policy";
import type { StackFacts } from "./engine-requests";
import { configured, type HoldfastPolicy, type Violation } from "./model/policy";
import { StackGraph } from "../stack/graph";
import type { Resource } from "../stack/resource";
import { hasOlderNames, newestType } from "../stack/type-aliases";
import { textAt, textsWithin, UNKNOWN } from "../stack/values";

type StackCheck = (stack: StackGraph, config: Record<string, unknown>) => readonly Violation[];

/** The level of a policy that the pack's configuration does not set: other programs than holdfast are advised. */
export const levelOf = (
  { level = "mandatory" }: HoldfastPolicy,
  { isHoldfast }: StackFacts,
): EnforcementLevel => (isHoldfast ? level : "advisory");

/**
 * The policies as the engine takes them.
 *
 * @param facts read when the engine asks for levels, which is after the pack has started
 */
export function packPolicies(policies: readonly HoldfastPolicy[], facts: StackFacts): Policies {
  const stackFor = stackOncePerRun();
  return policies.map((policy) =>
    Object.defineProperty(packPolicy(policy, stackFor), "enforcementLevel", {
      enumerable: true,
      get: () => levelOf(policy, facts),
    }),
  );
}

function packPolicy(
  policy: HoldfastPolicy,
  stackFor: (policy: HoldfastPolicy, args: StackValidationArgs) => StackGraph,
): Policies[number] {
  const { settings } = policy;
  const about = {
    name: policy.name,
    displayName: policy.displayName,
    description: `${policy.what} ${policy.why}`,
    severity: policy.severity,
    framework: policy.framework,
    tags: ["holdfast"],
    remediationSteps: policy.remedy,
    configSchema: {
      properties: Object.fromEntries(
        Object.entries(settings).map(([key, { schema }]) => [key, schema]),
      ),
    },
  };
  const onStack =
    (check: StackCheck): StackValidation =>
    (args, report) => {
      const config = configured(settings, args.getConfig());
      for (const { message, resource } of check(stackFor(policy, args), config)) {
        report(message, resource?.urn);
      }
    };
  if (policy.kind === "stack") return { ...about, validateStack: onStack(policy.check) };
  const validations = (args: ResourceValidationArgs, report: (message: string) => void) => {
    if (!policy.types.includes(newestType(args.type))) return;
    const config = configured(settings, args.getConfig());
    for (const message of policy.check(oneResource(args), config)) report(message);
  };
  return {
    ...about,
    validateResource: ofTypes(policy.types, validations),
    // The SDK asks a policy that has both for each.
    ...(policy.together && { validateStack: onStack(policy.together) }),
  };
}

/**
 * The engine asks each policy in turn about the same resources. Their graph is built for the first, and
 * again as soon as a policy is asked a second time: that is another preview or update.
 */
function stackOncePerRun() {
  let stack = new StackGraph([]);
  let asked = new Set<HoldfastPolicy>();
  return (policy: HoldfastPolicy, { resources }: StackValidationArgs): StackGraph => {
    const isNewRun = asked.has(policy) || resources.length !== stack.resources.length;
    if (isNewRun || asked.size === 0) {
      stack = new StackGraph(resources.map(ofStack));
      asked = new Set();
    }
    asked.add(policy);
    return stack;
  };
}

/** Properties without the guard of the SDK, which throws where a value is unknown: policies look for its marker. */
function unguarded(props: object): Record<string, unknown> {
  const entries = Object.entries(Object.getOwnPropertyDescriptors(props));
  return Object.fromEntries(entries.map(([key, { value }]) => [key, value as unknown]));
}

function resourceOf({ type, name, urn, props, opts }: PolicyResource | ResourceValidationArgs) {
  const inputs = unguarded(props);
  const id = textAt(inputs, "id");
  return {
    type: newestType(type),
    name,
    urn,
    inputs,
    id: id === UNKNOWN ? undefined : id,
    parent: opts.parent,
    protect: opts.protect,
  };
}

const oneResource = (args: ResourceValidationArgs): Resource => ({
  ...resourceOf(args),
  defaultTags: args.provider && defaultTags(args.provider.props),
});

/** A provider's settings are JSON text. */
function defaultTags(settings: object): string[] {
  const given = unguarded(settings)["defaultTags"];
  const [text] = textsWithin(given);
  if (typeof given !== "string" || text === undefined) return [];
  try {
    const { tags } = JSON.parse(text) as { tags?: object };
    return Object.keys(tags ?? {});
  } catch {
    return [];
  }
}

function ofStack(resource: PolicyResource): Resource {
  const references = Object.entries(resource.propertyDependencies).map(([property, others]) => [
    property,
    others.map((other) => other.urn),
  ]);
  return {
    ...resourceOf(resource),
    references: Object.fromEntries(references) as Record<string, string[]>,
  };
}

/** Lets the SDK skip resources of other types before it reads their properties, if there is one name of one type. */
function ofTypes<F extends object>(types: readonly string[], validation: F): F {
  const [only] = types;
  if (only === undefined || types.length > 1 || hasOlderNames(only)) return validation;
  return Object.assign(validation, { __pulumiType: only });
}
