import Big from "big.js";
import { type Price, type PriceBook, indexBook } from "./price-book";
import type { Charge } from "./pricing/pricing";
import { type Unpriced, nameOfPrice } from "./unpriced";

/** A billed item. `monthly` is exactly `quantity` times `unitPrice`. */
export interface LineItem {
  /** Top-level component of the resource, "traffic", or "others". */
  readonly part: string;
  /** Name of the resource; all names, if several share the charge. */
  readonly resource: string;
  readonly type: string;
  readonly what: string;
  /** Key in the price book. */
  readonly price: string;
  readonly quantity: string;
  readonly unit: string;
  /** USD. */
  readonly unitPrice: string;
  /** USD. */
  readonly monthly: string;
  readonly assumption?: string | undefined;
}

/** The origin of a charge. */
interface BilledCharge {
  readonly charge: Charge;
  readonly part: string;
  readonly resource: string;
  readonly type: string;
  readonly region: string;
}

/** Builds a bill from charges. Free quantities are used up in their order. */
export interface Bill {
  add(charged: BilledCharge): void;
  readonly lines: readonly LineItem[];
  /** Items without a price, one for each charge. */
  readonly unpriced: readonly Unpriced[];
  /** Prices in use. */
  readonly prices: ReadonlySet<Price>;
  /** Prices whose free quantity is used, each with the charge that uses it first. */
  readonly free: ReadonlyMap<Price, string>;
  /** The assumptions of the lines, without duplicates. */
  readonly assumptions: ReadonlySet<string>;
}

/** Prices charges with a price book. Free quantities have separate lines. */
export function openBill(book: PriceBook): Bill {
  const find = indexBook(book);
  const left = new Map<Price, Big>();
  const lines: LineItem[] = [];
  const unpriced: Unpriced[] = [];
  const prices = new Set<Price>();
  const assumptions = new Set<string>();
  const free = new Map<Price, string>();

  function add({ charge, part, resource, type, region }: BilledCharge): void {
    if ("unpriced" in charge) {
      const { unpriced: name, isPending = false } = charge;
      return void unpriced.push({ name, count: 1, ...(isPending ? { isPending } : {}) });
    }
    const quantity = Big(charge.quantity);
    if (quantity.eq(0)) return;
    const price = find(charge.price, region);
    if (!price) {
      const { count = 1 } = charge;
      return void unpriced.push({ name: nameOfPrice(charge.price), region, count });
    }
    prices.add(price);
    const line = (quantity: Big, unitPrice: Big, assumption: string | undefined) => {
      if (assumption !== undefined) assumptions.add(assumption);
      lines.push({
        part,
        resource,
        type,
        what: charge.what,
        price: price.key,
        quantity: quantity.toFixed(),
        unit: price.unit,
        unitPrice: unitPrice.toFixed(),
        monthly: quantity.times(unitPrice).toFixed(),
        // Plain data, which survives JSON.
        ...(assumption === undefined ? {} : { assumption }),
      });
    };
    const unused = left.get(price) ?? Big(price.free ?? 0);
    const spared = unused.lt(quantity) ? unused : quantity;
    left.set(price, unused.minus(spared));
    const billed = quantity.minus(spared);
    if (spared.gt(0)) {
      if (!free.has(price)) free.set(price, charge.what);
      line(spared, Big(0), undefined);
    }
    if (billed.gt(0)) line(billed, Big(price.usd), charge.assumption);
  }
  return { add, lines, unpriced, prices, free, assumptions };
}
