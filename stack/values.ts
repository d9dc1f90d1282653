/** Markers of the engine for values that are unknown in a preview: one for each type of value. */
const MARKERS = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // a boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // a number
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // a text, and any value in the Node.js SDK
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // a list
  "030794c1-ac77-496b-92df-f27374a8bd58", // an asset
  "e48ece36-62e2-4504-bad9-02848725956a", // an archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // an object
]);

/** Key that marks an object as a wrapped secret. */
export const SECRET = "4dabf18193072939515e22adb298388d";

/** A value that is unknown in a preview. */
export const UNKNOWN = Symbol("known after the update");

/** A value that may be absent, or unknown in a preview. */
export type Maybe<T> = T | undefined | typeof UNKNOWN;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const isUnknown = (value: unknown): boolean =>
  value === UNKNOWN || (typeof value === "string" && MARKERS.has(value));

/** Returns a text with words in place of the engine's markers. */
export const withoutMarkers = (text: string, words: string): string =>
  [...MARKERS].reduce((rest, marker) => rest.replaceAll(marker, words), text);

/**
 * Returns a value, `UNKNOWN` for the engine's marker, and undefined for null and for the empty text that providers
 * return for "not set".
 */
export function plain(value: unknown): unknown {
  if (isUnknown(value)) return UNKNOWN;
  return value === null || value === "" ? undefined : value;
}

/** The value at a path of property names joined by dots; `UNKNOWN` if any part of it is. */
export function at(properties: unknown, path: string): unknown {
  let value = plain(properties);
  for (const key of path.split(".")) {
    if (value === UNKNOWN) return UNKNOWN;
    if (!isObject(value)) return undefined;
    value = plain(value[key]);
  }
  return value;
}

/** Whether a property has a value, known or unknown. An empty list counts as none. */
export function given(properties: unknown, path: string): boolean {
  const list = listAt(properties, path);
  return list === UNKNOWN || list.length > 0;
}

export function textAt(properties: unknown, path: string): Maybe<string> {
  const value = at(properties, path);
  if (value === UNKNOWN || typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? `${value}` : undefined;
}

export function numberAt(properties: unknown, path: string): Maybe<number> {
  const text = textAt(properties, path);
  if (typeof text !== "string") return text;
  return Number.isFinite(Number(text)) ? Number(text) : undefined;
}

/** A boolean, also in the form of text, which some properties use. */
export function flagAt(properties: unknown, path: string): Maybe<boolean> {
  const text = textAt(properties, path);
  return typeof text === "string" ? text === "true" : text;
}

/** The items of a list, or a single object as a list. Empty if it is absent, `UNKNOWN` if it is unknown. */
export function listAt(properties: unknown, path: string): readonly unknown[] | typeof UNKNOWN {
  const value = at(properties, path);
  if (value === UNKNOWN) return UNKNOWN;
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(plain) : [value];
}

/** The items of a list that are known. */
export const knownAt = (properties: unknown, path: string): readonly unknown[] => {
  const list = listAt(properties, path);
  return list === UNKNOWN ? [] : list.filter((item) => item !== UNKNOWN);
};

/** The texts of a list that are known. */
export const textsAt = (properties: unknown, path: string): string[] =>
  knownAt(properties, path).filter((item) => typeof item === "string");

/** Every known text in a value, at any depth. */
export function textsWithin(value: unknown): string[] {
  const known = plain(value);
  if (typeof known === "string") return [known];
  return isObject(known) ? Object.values(known).flatMap(textsWithin) : [];
}

/**
 * Returns the known part of a value. Unknown, secret and unreadable values become undefined, but their keys stay,
 * because their presence may matter too.
 */
export function knownPart(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return isUnknown(value) || value === null ? undefined : value;
  }
  if (Array.isArray(value)) {
    return value.map((_, index) => attempt(() => knownPart((value as unknown[])[index])));
  }
  const known: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (key === SECRET) return undefined;
    known[key] = attempt(() => knownPart((value as Record<string, unknown>)[key]));
  }
  return known;
}

/** A policy's view of the inputs throws for unknown values. */
function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
