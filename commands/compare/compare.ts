import { type BreakEven, breakEven } from "./break-even";
import type { Design } from "./designs";
import { type Estimate, type EstimateOptions, estimate } from "../../cost/estimate";
import { builtInBook } from "../../cost/price-book";
import { type PublishedSum, publishedSums } from "./published-sums";
import type { Resource } from "../../stack/resource";
import { type UsageSettings, resolveUsage } from "../../cost/usage";

/** What a design has and costs. */
export interface ComparedDesign {
  readonly frontDoor: string;
  readonly egress: string;
  /** How many resources there are of AWS's. */
  readonly resources: number;
  /** USD, exact. */
  readonly monthly: string;
  readonly parts: Estimate["parts"];
  readonly unpriced: Estimate["unpriced"];
  readonly elasticIps: number;
  /** Kind of addresses that clients connect to. */
  readonly addresses: string;
  readonly failoverCall: string;
  /** What clients, and the way out of the other zones, lose with a whole zone. */
  readonly zoneLoss: { readonly clients: string; readonly egress: string };
}

/** Designs side by side, for the same load. */
export interface Comparison {
  readonly region: string;
  readonly usage: UsageSettings;
  readonly bookDate: string;
  readonly staleDays: number;
  readonly refresh: string;
  /** Egress mode of the stack whose region and usage are taken. */
  readonly egress: string;
  readonly designs: readonly ComparedDesign[];
  /** undefined where the book lacks a price of it. */
  readonly breakEven: BreakEven | undefined;
  /** None where the book lacks a price of them. */
  readonly published: readonly PublishedSum[];
}

/**
 * Prices what each design declares.
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
  if (!oldest) throw new Error("there is no design to compare");
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
