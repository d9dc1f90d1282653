// @ts-check

/**
 * Returns whether all addresses of a front door are free for another one. Addresses that are about to be released do
 * not count. Without addresses, clients may use something else, such as an accelerator.
 *
 * @param {readonly Readonly<Record<string, string>>[]} addresses the tags of each
 */
export function areFreed(addresses) {
  const entries = addresses.filter(
    (tags) => tags["holdfast:key"]?.startsWith("entry-") && tags["holdfast:release"] !== "allowed",
  );
  return entries.length > 0 && entries.every((tags) => tags["holdfast:holder"] === "none");
}
