import { ACCELERATOR_KEY } from "./address";

/** What every text about lost addresses begins with. */
export const LOST = "LOST: ";

/** What is said of lost addresses wherever it is said: in a preview and in a review. */
export const lostText = (keys: readonly string[]): string =>
  `${LOST}${keys.join(", ")}. Clients that know no other address are cut off`;

/** The setting that agrees to give addresses up. */
export const agreement = (keys: readonly string[], allowed: readonly string[] = []): string => {
  const names = new Set([...allowed, ...keys.map(releaseKey)]);
  return `holdfast:addresses.allowRelease: [${[...names].join(", ")}]`;
};

/** What `allowRelease` calls an address: both of an accelerator go with it. */
export const releaseKey = (key: string): string =>
  key.startsWith(`${ACCELERATOR_KEY}-`) ? ACCELERATOR_KEY : key;
