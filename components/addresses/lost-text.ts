import { ACCELERATOR_KEY } from "./address";

/** Prefix of every text about lost addresses. */
export const LOST = "LOST: ";

/** Text about lost addresses, for previews and reviews. */
export const lostText = (keys: readonly string[]): string =>
  `${LOST}${keys.join(", ")}. Clients that use only these addresses lose access`;

/** The setting that allows the release of these addresses. */
export const agreement = (keys: readonly string[], allowed: readonly string[] = []): string => {
  const names = new Set([...allowed, ...keys.map(releaseKey)]);
  return `holdfast:addresses.allowRelease: [${[...names].join(", ")}]`;
};

/** Key of an address in `allowRelease`. An accelerator's two addresses are released together. */
export const releaseKey = (key: string): string =>
  key.startsWith(`${ACCELERATOR_KEY}-`) ? ACCELERATOR_KEY : key;
