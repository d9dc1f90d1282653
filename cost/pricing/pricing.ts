import Big from "big.js";
import type { Resource } from "../../stack/resource";
import type { Usage } from "../usage";

/** Hours of a month, as AWS counts them. */
export const HOURS = 730;

/** A quantity of something that has a price. */
interface PricedCharge {
  readonly what: string;
  /** Key in the price book. */
  readonly price: string;
  readonly quantity: Big | number;
  /** How many things it is for. @default 1 */
  readonly count?: number;
  readonly assumption?: string | undefined;
}

/** Something that costs money, but the price book cannot have a price of it. */
interface UnpricedCharge {
  /** What it is: a name without spaces, which `allowUnpriced` takes. */
  readonly unpriced: string;
  /** Whether a preview cannot tell it yet. @default false */
  readonly isPending?: boolean;
}

export type Charge = PricedCharge | UnpricedCharge;

/** A charge that several resources share. */
export type SharedCharge = Charge & { readonly of: readonly Resource[] };

/** What pricing a resource may look at beside it. */
export interface Context {
  readonly region: string;
  readonly usage: Usage;
  /** All resources of a type. */
  all(type: string): readonly Resource[];
  /**
   * The resource of a type that an input refers to: by its id, by the engine's note of what the input
   * depends on, or, as long as nothing is known, by having the same name and parent.
   */
  referred(resource: Resource, input: string, type: string): Resource | undefined;
  /** What `make` makes of all resources: once, however many of them ask, so that pricing stays linear. */
  once<T>(make: (context: Context) => T): T;
}

/** How a type of resource is paid for: each on its own, all of them together, or both. */
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

/** Something without a price because inputs are not there, or not known yet. */
export const unpriced = (
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  ...keys: readonly string[]
): Charge => ({
  unpriced: name,
  isPending: keys.some((key) => key in inputs && hasHole(inputs[key])),
});

/** The known part of a value has nothing where the value is unknown. */
const hasHole = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === "object" && value !== null && Object.values(value).some(hasHole));

/** An input that is a list; anything else is the empty list. What is unknown in it is undefined. */
export const listIn = (resource: Resource, input: string): readonly unknown[] => {
  const value = resource.inputs[input];
  return Array.isArray(value) ? (value as unknown[]) : [];
};

/** A value that is an object; anything else is the empty object. */
export const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** A value as text; the empty text if it is unknown or no single value. */
export const textOf = (value: unknown): string =>
  ["string", "number", "boolean"].includes(typeof value) ? String(value) : "";

/** A whole number of things; undefined if it is unknown. */
export const countOf = (value: unknown): number | undefined => {
  const count = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof count === "number" && Number.isFinite(count) && count >= 0 ? count : undefined;
};

/** Whether AWS would read a value as true. */
export const isTrue = (value: unknown): boolean => value === true || value === "true";
