// @ts-check

/**
 * Whether all addresses that clients of a front door know are free for another one. Those that are about to be released
 * do not count. Without any, clients may come by something else, such as an accelerator.
 *
 * @param {readonly Readonly<Record<string, string>>[]} addresses the tags of each
 */
export function areFreed(addresses) {
  const entries = addresses.filter(
    (tags) => tags["holdfast:key"]?.startsWith("entry-") && tags["holdfast:release"] !== "allowed",
  );
  return entries.length > 0 && entries.every((tags) => tags["holdfast:holder"] === "none");
}
