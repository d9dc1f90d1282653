import Big from "big.js";
import { type PriceBook, builtInBook, indexBook } from "../../cost/price-book";
import { HOURS } from "../../cost/pricing/pricing";
import { hoursInMonth, weekOf } from "../../cost/week";
import { momentsOf } from "../../stack/schedule-expression";

/** An often quoted sum for us-east-1, and its exact value. */
export interface PublishedSum {
  readonly what: string;
  /** The quoted sum. Before February 2024, public IPv4 addresses in use were free. */
  readonly said: string;
  /** USD a month by the price book; with a schedule, for its hours. */
  readonly exactly: string;
  /** USD a month for its public addresses, which AWS bills today in addition. */
  readonly publicIpv4: string;
}

interface Sum {
  readonly what: string;
  readonly said: string;
  readonly price?: string;
  readonly count: number;
  readonly addresses: number;
}

const SUMS: readonly Sum[] = [
  { what: "a NAT gateway", said: "33", price: "nat-hour", count: 1, addresses: 1 },
  { what: "a NAT gateway in 2 zones", said: "66", price: "nat-hour", count: 2, addresses: 2 },
  { what: "an endpoint in 2 zones", said: "15", price: "endpoint-hour", count: 2, addresses: 0 },
  { what: "4 endpoints in 2 zones", said: "60", price: "endpoint-hour", count: 8, addresses: 0 },
  { what: "15 endpoints in 2 zones", said: "225", price: "endpoint-hour", count: 30, addresses: 0 },
  { what: "a gateway endpoint for S3", said: "0", count: 0, addresses: 0 },
];

/**
 * The sums by the prices of a region; none if the price book lacks its prices of NAT, endpoints or addresses.
 */
export function publishedSums(region: string, book: PriceBook = builtInBook): PublishedSum[] {
  const find = indexBook(book);
  const keys = ["public-ipv4-hour", ...SUMS.flatMap(({ price: key }) => key ?? [])];
  if (keys.some((key) => !find(key, region))) return [];
  const price = (key: string): Big => Big(find(key, region)!.usd);
  const address = price("public-ipv4-hour");
  const sums = SUMS.map(({ what, said, price: key, count, addresses }) => ({
    what,
    said,
    exactly: (key === undefined ? Big(0) : price(key)).times(count * HOURS).toFixed(2),
    publicIpv4: address.times(addresses * HOURS).toFixed(2),
  }));
  // Sunday to Thursday from 8 to 18; its Elastic IP is billed for all hours.
  const week = weekOf(momentsOf("0 8 * * 0-4")!, momentsOf("0 18 * * 0-4")!);
  const { on, all } = hoursInMonth(week, 2018, 8);
  return [
    ...sums,
    {
      what: "a machine in working hours, August 2018",
      said: "220 of 744 hours",
      exactly: `${on} of ${all} hours`,
      publicIpv4: address.times(all).toFixed(2),
    },
  ];
}
