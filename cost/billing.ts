import Big from "big.js";
import { type Price, type PriceBook, indexBook } from "./price-book";
import type { Charge } from "./pricing/pricing";

/** One thing that is paid for. `monthly` is `quantity` times `unitPrice`, exactly. */
export interface LineItem {
  /** Top-level component that the resource belongs to, "traffic", or "others". */
  readonly part: string;
  /** Name of the resource; of several that share a charge, all of them. */
  readonly resource: string;
  readonly type: string;
  readonly what: string;
  readonly quantity: string;
  readonly unit: string;
  /** USD. */
  readonly unitPrice: string;
  /** USD. */
  readonly monthly: string;
  readonly assumption?: string | undefined;
}

/** Where a charge comes from. */
interface BilledCharge {
  readonly charge: Charge;
  readonly part: string;
  readonly resource: string;
  readonly type: string;
  readonly region: string;
}

/** A bill in the making: charges go in, lines come out, what is free is used up in their order. */
export interface Bill {
  add(charged: BilledCharge): void;
  readonly lines: readonly LineItem[];
  /** How many there are of what has no price, by type or, where only some of a type lack one, by what. */
  readonly unpriced: ReadonlyMap<string, number>;
  /** Prices in use. */
  readonly prices: ReadonlySet<Price>;
  /** What the lines take for granted, each once. */
  readonly assumptions: ReadonlySet<string>;
}

/** Prices charges with a book. Quantities that cost nothing for every account are lines of their own. */
export function openBill(book: PriceBook): Bill {
  const find = indexBook(book);
  const left = new Map<Price, Big>();
  const lines: LineItem[] = [];
  const unpriced = new Map<string, number>();
  const prices = new Set<Price>();
  const assumptions = new Set<string>();
  const miss = (what: string) => void unpriced.set(what, (unpriced.get(what) ?? 0) + 1);

  function add({ charge, part, resource, type, region }: BilledCharge): void {
    if ("unpriced" in charge) return miss(charge.unpriced);
    const price = find(charge.price, region);
    if (!price) return miss(`${type}: no price of ${charge.price} in ${region}`);
    const quantity = Big(charge.quantity);
    if (quantity.eq(0)) return;
    prices.add(price);
    const line = (quantity: Big, unitPrice: Big, assumption: string | undefined) => {
      if (assumption !== undefined) assumptions.add(assumption);
      lines.push({
        part,
        resource,
        type,
        what: charge.what,
        quantity: quantity.toFixed(),
        unit: price.unit,
        unitPrice: unitPrice.toFixed(),
        monthly: quantity.times(unitPrice).toFixed(),
        // Plain data, which is the same after JSON.
        ...(assumption === undefined ? {} : { assumption }),
      });
    };
    const free = left.get(price) ?? Big(price.free ?? 0);
    const spared = free.lt(quantity) ? free : quantity;
    left.set(price, free.minus(spared));
    const billed = quantity.minus(spared);
    if (spared.gt(0)) line(spared, Big(0), freeOf(price, charge.what));
    if (billed.gt(0)) line(billed, Big(price.usd), charge.assumption);
  }
  return { add, lines, unpriced, prices, assumptions };
}

const freeOf = ({ free, unit }: Price, what: string): string =>
  `nothing else in the account uses up what is free each month: the first ${free}${unit === "month" ? "" : ` ${unit}`} of: ${what}`;
