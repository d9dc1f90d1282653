import Big from "big.js";
import { type PriceBook, builtInBook, indexBook } from "../../cost/price-book";
import { HOURS } from "../../cost/pricing/pricing";

/** A number of interface endpoints against NAT. */
interface BreakEvenRow {
  /** Services with an interface endpoint. */
  readonly services: number;
  /** USD a month in all zones, without data. */
  readonly endpoints: string;
  /** GB a month above which endpoints are cheaper; "0" if they always are. */
  readonly gb: string;
}

/** NAT gateways against PrivateLink, by fixed cost and by traffic. */
export interface BreakEven {
  readonly zones: number;
  /** USD a month of a NAT gateway in each zone, without data. */
  readonly nat: string;
  /** The same with the public address of each. */
  readonly natWithAddresses: string;
  /** USD a month of one service's endpoint, in all zones. */
  readonly endpoint: string;
  /** Number of services whose endpoints cost the same as NAT with its addresses, both without data. */
  readonly services: string;
  /** USD that each GB costs less through endpoints. */
  readonly savedPerGb: string;
  readonly rows: readonly BreakEvenRow[];
}

const COUNTS = [1, 4, 5, 7, 15];
const KEYS = ["nat-hour", "nat-gb", "endpoint-hour", "endpoint-gb", "public-ipv4-hour"] as const;

/**
 * When PrivateLink costs less than NAT. Assumes that all traffic goes to services with an endpoint: other
 * traffic needs NAT in any case.
 *
 * @returns undefined if a price is not in the book
 */
export function breakEven(
  region: string,
  book: PriceBook = builtInBook,
  zones = 2,
): BreakEven | undefined {
  const find = indexBook(book);
  if (KEYS.some((key) => !find(key, region))) return undefined;
  const price = (key: (typeof KEYS)[number]): Big => Big(find(key, region)!.usd);
  const perZone = zones * HOURS;
  const nat = price("nat-hour").times(perZone);
  const natWithAddresses = price("public-ipv4-hour").times(perZone).plus(nat);
  const endpoint = price("endpoint-hour").times(perZone);
  const savedPerGb = price("nat-gb").minus(price("endpoint-gb"));
  const row = (services: number): BreakEvenRow => {
    const endpoints = endpoint.times(services);
    const dearer = endpoints.minus(natWithAddresses);
    const gb = dearer.lte(0) ? Big(0) : dearer.div(savedPerGb).round(2, Big.roundUp);
    return { services, endpoints: endpoints.toFixed(), gb: gb.toFixed() };
  };
  return {
    zones,
    nat: nat.toFixed(),
    natWithAddresses: natWithAddresses.toFixed(),
    endpoint: endpoint.toFixed(),
    services: natWithAddresses.div(endpoint).round(2, Big.roundDown).toFixed(),
    savedPerGb: savedPerGb.toFixed(),
    rows: COUNTS.map(row),
  };
}
