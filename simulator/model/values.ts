/** A JSON value, as passed between the engine and the model. */
export type Value = string | number | boolean | null | undefined | Value[] | Values;

/** The properties of a resource or of a call. */
export interface Values {
  [key: string]: Value;
}

/** The engine's marker for a value that is unknown before the update. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value was given and is known. */
export const isKnown = (value: Value): boolean =>
  value !== undefined && value !== null && !hasUnknown(value);

/** Whether a value was given; an unknown value counts as given. */
export const isGiven = (value: Value): boolean => value !== undefined && value !== null;

/** Whether a value is unknown or holds an unknown one at any depth. */
export function hasUnknown(value: Value): boolean {
  if (value === UNKNOWN) {
    return true;
  }
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}

/** Whether a value is an object with keys. */
export const isObject = (value: Value): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A string value; any other value is the empty string. */
export const text = (value: Value): string => (typeof value === "string" ? value : "");

/** A list value; any other value is the empty list. */
export const list = (value: Value): Value[] => (Array.isArray(value) ? value : []);

/** A list of strings. */
export const texts = (value: Value): string[] => list(value).map(text);

/** A list of objects. */
export const objects = (value: Value): Values[] => list(value).filter(isObject);

/** An object value; any other value is the empty object. */
export const object = (value: Value): Values => (isObject(value) ? value : {});

/** The object without empty keys. */
export function withoutEmpty(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isGiven(value)));
}
