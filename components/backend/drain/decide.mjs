// @ts-check

/**
 * Returns whether a front door has no clients: each of its addresses is free for another front door, or associated with
 * nothing. Addresses that are about to be released do not count. Without addresses, clients may use something else, such
 * as an accelerator.
 *
 * @param {readonly import("@aws-sdk/client-ec2").Address[]} addresses
 */
export function hasNoClients(addresses) {
  const entries = addresses
    .map(({ AssociationId, Tags = [] }) => ({
      isAssociated: AssociationId !== undefined,
      tags: Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
    }))
    .filter(
      ({ tags }) =>
        tags["holdfast:key"]?.startsWith("entry-") && tags["holdfast:release"] !== "allowed",
    );
  return (
    entries.length > 0 &&
    entries.every(({ isAssociated, tags }) => !isAssociated || tags["holdfast:holder"] === "none")
  );
}
