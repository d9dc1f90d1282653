import { estimate, type Estimate } from "../../cost/estimate";
import type { PlannedResource } from "../../stack/resource";
import type { UsageSettings } from "../../cost/usage";
import { type Config, type Setting, type Settings } from "./policy";
import type { Resource, Stack } from "./stack";
import { textAt } from "./values";

/** Settings of every policy that compares prices. */
export const pricing = {
  region: {
    schema: { type: "string", description: "Region of the prices. Default: the stack's." },
    default: undefined,
  } as Setting<string | undefined>,
  usage: {
    schema: {
      type: "object",
      description: "Monthly traffic, such as natGb; what is left out has the estimate's default.",
      default: {},
    },
    default: {},
  } as Setting<UsageSettings>,
} satisfies Settings;

export const planned = ({ type, name, urn, parent, props, references }: Resource) => {
  const id = textAt(props, "id");
  return {
    type,
    name,
    urn,
    inputs: props,
    ...(parent !== undefined && { parent }),
    ...(references && { references }),
    ...(typeof id === "string" && { id }),
  } satisfies PlannedResource;
};

/** Monthly prices of resources. */
export function price(
  resources: readonly PlannedResource[],
  stack: Stack,
  { region, usage }: Config<typeof pricing>,
): Estimate {
  return estimate(resources, { region: region ?? regionOf(stack), usage });
}

/** The region that resources say they are in; us-east-1 if none does. */
function regionOf({ resources }: Stack): string {
  for (const { props } of resources) {
    const region = textAt(props, "region");
    if (typeof region === "string") return region;
    const zone = textAt(props, "availabilityZone");
    if (typeof zone === "string") return zone.replace(/[a-z]$/, "");
  }
  return "us-east-1";
}

/** An amount in USD as people read it. */
export const dollars = (amount: string | number): string => `$${Number(amount).toFixed(2)}`;
