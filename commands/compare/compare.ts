import { type BreakEven, breakEven } from "./break-even";
import type { Design } from "./designs";
import { type Estimate, type EstimateOptions, estimate } from "../../cost/estimate";
import { builtInBook } from "../../cost/price-book";
import { type PublishedSum, publishedSums } from "./published-sums";
import type { Resource } from "../../stack/resource";
import { type UsageSettings, resolveUsage } from "../../cost/usage";

/** The resources and the cost of a design. */
export interface ComparedDesign {
  readonly frontDoor: string;
  readonly egress: string;
  /** Number of AWS resources. */
  readonly resources: number;
  /** USD, exact. */
  readonly monthly: string;
  readonly parts: Estimate["parts"];
  readonly unpriced: Estimate["unpriced"];
  readonly elasticIps: number;
  /** Kind of addresses that clients connect to. */
  readonly addresses: string;
  readonly failoverCall: string;
  /** What clients, and the egress of the other zones, lose when a zone fails. */
  readonly zoneLoss: { readonly clients: string; readonly egress: string };
}

/** Designs side by side, for the same load. */
export interface Comparison {
  readonly region: string;
  readonly usage: UsageSettings;
  readonly bookDate: string;
  readonly staleDays: number;
  readonly refresh: string;
  /** Egress mode of the stack that the region and usage come from. */
  readonly egress: string;
  readonly designs: readonly ComparedDesign[];
  /** undefined if the price book lacks one of its prices. */
  readonly breakEven: BreakEven | undefined;
  /** Empty if the price book lacks one of their prices. */
  readonly published: readonly PublishedSum[];
}

/**
 * Prices the resources that each design declares.
 *
 * @param egressOfStack title of the mode that the stack has
 * @throws {Error} if there is none
 */
export function compare(
  planned: readonly (readonly [Design, readonly Resource[]])[],
  egressOfStack: string,
  { region, usage, book = builtInBook, today }: EstimateOptions,
): Comparison {
  const options = { region, book, usage: usage ?? {}, today };
  const estimates = planned.map(
    ([design, resources]) => [design, resources, estimate(resources, options)] as const,
  );
  const oldest = estimates
    .map(([, , result]) => result)
    .sort((one, other) => other.staleDays - one.staleDays)[0];
  if (!oldest) throw new Error("no design to compare");
  return {
    region,
    usage: resolveUsage(usage),
    bookDate: oldest.bookDate,
    staleDays: oldest.staleDays,
    refresh: oldest.refresh,
    egress: egressOfStack,
    designs: estimates.map(([{ frontDoor, egress }, resources, { total, parts, unpriced }]) => ({
      frontDoor: frontDoor.title,
      egress: egress.title,
      resources: resources.filter(({ type }) => type.startsWith("aws:")).length,
      monthly: total,
      parts,
      unpriced,
      elasticIps: resources.filter(({ type }) => type === "aws:ec2/eip:Eip").length,
      addresses: frontDoor.addresses,
      failoverCall: frontDoor.failoverCall,
      zoneLoss: { clients: frontDoor.zoneLoss, egress: egress.zoneLoss },
    })),
    breakEven: breakEven(region, book),
    published: publishedSums(region, book),
  };
}
