import Big from "big.js";
import { type Bill, type LineItem, openBill } from "./billing";
import { EVERYWHERE, type Price, type PriceBook, builtInBook } from "./price-book";
import { createContext } from "./pricing/context";
import { isFree } from "./pricing/free-types";
import { priceTraffic } from "./pricing/network";
import { type Charge, textOf } from "./pricing/pricing";
import { type Unpriced, addUp, fetchCommand } from "./unpriced";
import { PRICERS } from "./pricing/table";
import type { StackGraph } from "../stack/graph";
import { type Resource, nameIn, outermost } from "../stack/resource";
import { type Usage, type UsageSettings, resolveUsage } from "./usage";

/** The cost of a stack in a month of 730 hours. Amounts are exact decimals in USD. */
export interface Estimate {
  readonly region: string;
  /** Date of the oldest price in the estimate, as YYYY-MM-DD. */
  readonly bookDate: string;
  /** Days from then to today. */
  readonly staleDays: number;
  /** The command that fetches newer prices for the region of that price. */
  readonly refresh: string;
  /** Total of known prices: the stack costs at least that. */
  readonly total: string;
  /** Largest first. */
  readonly parts: readonly { readonly part: string; readonly total: string }[];
  readonly lines: readonly LineItem[];
  /** Items without a price, not in the total; the most frequent first. */
  readonly unpriced: readonly Unpriced[];
  readonly assumptions: readonly string[];
}

export interface EstimateOptions {
  /** AWS region of all resources without a region of their own. */
  readonly region: string;
  /** @default - the defaults of `usageSchema` */
  readonly usage?: UsageSettings;
  /** @default - the prices that come with the program */
  readonly book?: PriceBook;
  /** Day of the estimate, from which the age of prices is counted. @default - now */
  readonly today?: Date | undefined;
}

/**
 * Prices a list of resources, in time linear in their number. Resources with children count as components,
 * which have no cost.
 *
 * @throws {Error} if the usage is not valid
 */
export function estimate(
  given: readonly Resource[],
  { region, usage: settings, book = builtInBook, today = new Date() }: EstimateOptions,
): Estimate {
  const context = createContext(given, region, resolveUsage(settings));
  const { graph } = context;
  const bill = openBill(book);
  const unknownTypes: Unpriced[] = [];
  const parents = new Set(graph.resources.flatMap(({ parent }) => parent ?? []));
  const add = (charge: Charge, of: readonly Resource[]): void => {
    const [first] = of;
    bill.add({
      charge,
      part: first ? partOf(first, graph) : "traffic",
      resource: first ? namesOf(of) : "all",
      type: first?.type ?? "data transfer",
      region: (first && ownRegion(first)) ?? region,
    });
  };

  for (const resource of graph.resources) {
    const { type, urn } = resource;
    const pricer = PRICERS[type];
    if (pricer) pricer.each?.(resource, context).forEach((charge) => add(charge, [resource]));
    else if (!isFree(type) && !isComponent(type, parents.has(urn))) {
      unknownTypes.push({ name: type, count: 1 });
    }
  }
  for (const [type, { together }] of Object.entries(PRICERS)) {
    const resources = context.all(type);
    if (!together || resources.length === 0) continue;
    for (const { of, ...charge } of together(resources, context)) add(charge, of);
  }
  priceTraffic(context).forEach((charge) => add(charge, []));

  const [oldest] = [...bill.prices].sort((one, other) => (one.asOf < other.asOf ? -1 : 1));
  const bookDate = oldest?.asOf ?? newest(book);
  return {
    region,
    bookDate,
    staleDays: Math.max(0, Math.floor((today.getTime() - Date.parse(bookDate)) / MS_PER_DAY)),
    // The list of us-east-1 also has the global prices.
    refresh: fetchCommand([oldest?.region.replace(EVERYWHERE, "us-east-1") ?? region]),
    total: sum(bill.lines).toFixed(),
    parts: totals(bill.lines),
    lines: bill.lines,
    unpriced: addUp([...unknownTypes, ...bill.unpriced]),
    assumptions: assumptionsOf(bill, context.usage),
  };
}

const MS_PER_DAY = 24 * 60 * 60 * 1000;

/** A resource with children whose package and module are unknown is a component. */
const isComponent = (type: string, hasChildren: boolean): boolean =>
  type.startsWith("holdfast:") || (hasChildren && !type.startsWith("aws:"));

/** The region of a resource: its own, or its provider's. */
const ownRegion = ({ inputs, outputs }: Resource): string | undefined =>
  textOf(inputs["region"]) || textOf(outputs?.["region"]) || undefined;

function partOf(resource: Resource, graph: StackGraph) {
  const part = outermost(resource, (urn) => graph.find(urn));
  return part === undefined ? "others" : nameIn(part);
}

/** The names of several resources, in a short form. */
const namesOf = (resources: readonly Resource[]): string =>
  resources.length > 3
    ? `${resources[0]!.name} and ${resources.length - 1} more`
    : resources.map(({ name }) => name).join(", ");

const sum = (lines: readonly LineItem[]): Big =>
  lines.reduce((total, { monthly }) => total.plus(monthly), Big(0));

function totals(lines: readonly LineItem[]): Estimate["parts"] {
  const byPart = new Map<string, LineItem[]>();
  for (const line of lines) {
    const same = byPart.get(line.part);
    if (same) same.push(line);
    else byPart.set(line.part, [line]);
  }
  return [...byPart]
    .map(([part, own]) => ({ part, total: sum(own) }))
    .sort((one, other) => other.total.cmp(one.total))
    .map(({ part, total }) => ({ part, total: total.toFixed() }));
}

/** The free tier in use, in one line. */
function freeText(free: ReadonlyMap<Price, string>): string[] {
  const amounts = [...free].map(
    ([price, what]) => `${what} ${price.free}${price.unit === "month" ? "" : ` ${price.unit}`}`,
  );
  return amounts.length === 0
    ? []
    : [`no other use of the monthly free tier in the account: ${amounts.join(", ")}`];
}

function assumptionsOf({ assumptions, free, prices }: Bill, usage: Usage): string[] {
  const unverified = [...prices]
    .filter((price) => price.unverified)
    .map(({ key, region, usd }) => `the price of ${key} in ${region}, ${usd}, has no source`);
  const withValues = (text: string) =>
    text.replaceAll(/usage\.(\w+)/g, (name, key: keyof Usage) => `${name} ${usage[key]}`);
  return [
    "a month has 730 hours; on-demand list prices in USD, without tax, discounts and support",
    ...freeText(free),
    ...[...assumptions].map(withValues),
    ...unverified,
  ];
}

const newest = ({ prices }: PriceBook): string =>
  prices
    .map(({ asOf }) => asOf)
    .sort()
    .at(-1) ?? "1970-01-01";
