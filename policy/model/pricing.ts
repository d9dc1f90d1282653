import { estimate, type Estimate } from "../../cost/estimate";
import type { Resource } from "../../stack/resource";
import { USAGE_MEANINGS, type UsageSettings } from "../../cost/usage";
import { type Config, type Setting, type Settings } from "./policy";
import type { StackGraph } from "../../stack/graph";
import { textAt } from "../../stack/values";

/** Settings of every policy that compares prices. */
export const pricing = {
  region: {
    schema: { type: "string", description: "Region of the prices. Default: the stack's region." },
    default: undefined,
  } as Setting<string | undefined>,
  usage: {
    schema: {
      type: "object",
      description: "Monthly traffic, such as natGb; missing values have the estimate's defaults.",
      properties: Object.fromEntries(
        Object.entries(USAGE_MEANINGS).map(([key, description]) => [
          key,
          { type: "number", minimum: 0, description },
        ]),
      ),
      additionalProperties: false,
      default: {},
    },
    default: {},
  } as Setting<UsageSettings>,
} satisfies Settings;

/** Monthly prices of resources. */
export function price(
  resources: readonly Resource[],
  stack: StackGraph,
  { region, usage }: Config<typeof pricing>,
): Estimate {
  return estimate(resources, { region: region ?? regionOf(stack), usage });
}

/** The region of the resources; us-east-1 if none states one. */
function regionOf({ resources }: StackGraph): string {
  for (const { inputs } of resources) {
    const region = textAt(inputs, "region");
    if (typeof region === "string") return region;
    const zone = textAt(inputs, "availabilityZone");
    if (typeof zone === "string") return zone.replace(/[a-z]$/, "");
  }
  return "us-east-1";
}

/** Formats an amount in USD. */
export const dollars = (amount: string | number): string => `$${Number(amount).toFixed(2)}`;
