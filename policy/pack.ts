import type {
  Policies,
  PolicyResource,
  ResourceValidationArgs,
  StackValidationArgs,
} from "@pulumi/policy";
import { configured, type HoldfastPolicy } from "./model/policy";
import { StackGraph } from "../stack/graph";
import type { Resource } from "../stack/resource";
import { textAt, textsWithin, UNKNOWN } from "../stack/values";

/** The policies as the engine takes them. */
export function packPolicies(policies: readonly HoldfastPolicy[]): Policies {
  const stackFor = stackOncePerRun();
  return policies.map((policy) => {
    const { settings, level = "mandatory" } = policy;
    const about = {
      name: policy.name,
      displayName: policy.displayName,
      description: `${policy.what} ${policy.why}`,
      severity: policy.severity,
      framework: policy.framework,
      tags: ["holdfast"],
      remediationSteps: policy.remedy,
      enforcementLevel: level,
      configSchema: {
        properties: Object.fromEntries(
          Object.entries(settings).map(([key, { schema }]) => [key, schema]),
        ),
      },
    };
    if (policy.kind === "stack") {
      return {
        ...about,
        validateStack: (args, report) => {
          const config = configured(settings, args.getConfig());
          for (const { message, resource } of policy.check(stackFor(policy, args), config)) {
            report(message, resource?.urn);
          }
        },
      };
    }
    const validations = (args: ResourceValidationArgs, report: (message: string) => void) => {
      if (!policy.types.includes(args.type)) return;
      const config = configured(settings, args.getConfig());
      for (const message of policy.check(oneResource(args), config)) report(message);
    };
    return { ...about, validateResource: ofTypes(policy.types, validations) };
  });
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
    type,
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

/** Lets the SDK skip resources of other types before it reads their properties, if there is one type. */
function ofTypes<F extends object>(types: readonly string[], validation: F): F {
  return types.length === 1 ? Object.assign(validation, { __pulumiType: types[0] }) : validation;
}
