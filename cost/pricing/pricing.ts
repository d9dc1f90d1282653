import Big from "big.js";
import type { Resource } from "../../stack/resource";
import type { Usage } from "../usage";

/** Hours of a month, as AWS counts them. */
export const HOURS = 730;

/** A quantity of an item with a price. */
interface PricedCharge {
  readonly what: string;
  /** Key in the price book. */
  readonly price: string;
  readonly quantity: Big | number;
  /** Number of items. @default 1 */
  readonly count?: number;
  readonly assumption?: string | undefined;
}

/** An item that costs money, but cannot have a price in the price book. */
interface UnpricedCharge {
  /** Its name without spaces, for `allowUnpriced`. */
  readonly unpriced: string;
  /** Whether it is unknown only in a preview. @default false */
  readonly isPending?: boolean;
}

export type Charge = PricedCharge | UnpricedCharge;

/** A charge that several resources share. */
export type SharedCharge = Charge & { readonly of: readonly Resource[] };

/** The context for pricing a resource. */
export interface Context {
  readonly region: string;
  readonly usage: Usage;
  /** All resources of a type. */
  all(type: string): readonly Resource[];
  /**
   * The resource of a type that an input refers to: by its id, by the engine's property dependencies, or, if
   * both are unknown, by the same name and parent.
   */
  referred(resource: Resource, input: string, type: string): Resource | undefined;
  /** The result of `make` for all resources, computed once, so that pricing stays linear. */
  once<T>(make: (context: Context) => T): T;
}

/** How a resource type is priced: each resource, all of them together, or both. */
export interface Pricer {
  readonly each?: (resource: Resource, context: Context) => readonly Charge[];
  readonly together?: (resources: readonly Resource[], context: Context) => readonly SharedCharge[];
}

/** A charge for every hour of the month. */
export const hourly = (what: string, price: string, count = 1, assumption?: string): Charge => ({
  what,
  price,
  quantity: count * HOURS,
  count,
  assumption,
});

/** An item without a price because inputs are missing or unknown. */
export const unpriced = (
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  ...keys: readonly string[]
): Charge => ({
  unpriced: name,
  isPending: keys.some((key) => key in inputs && hasHole(inputs[key])),
});

/** The known part of a value lacks its unknown parts. */
const hasHole = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === "object" && value !== null && Object.values(value).some(hasHole));

/** A list input; any other value is the empty list. Unknown items are undefined. */
export const listIn = (resource: Resource, input: string): readonly unknown[] => {
  const value = resource.inputs[input];
  return Array.isArray(value) ? (value as unknown[]) : [];
};

/** An object value; any other value is the empty object. */
export const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** A value as text; empty if it is unknown or not a single value. */
export const textOf = (value: unknown): string =>
  ["string", "number", "boolean"].includes(typeof value) ? String(value) : "";

/** A whole number; undefined if it is unknown. */
export const countOf = (value: unknown): number | undefined => {
  const count = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof count === "number" && Number.isFinite(count) && count >= 0 ? count : undefined;
};

/** Whether AWS would interpret a value as true. */
export const isTrue = (value: unknown): boolean => value === true || value === "true";
