// @ts-check

/** @typedef {import("@aws-sdk/client-route-53").ResourceRecordSet} RecordSet */
/** @typedef {import("@aws-sdk/client-route-53").Change} Change */
/** @typedef {Omit<RecordSet, "Name" | "Type"> & { SetIdentifier: string }} Wanted */

/**
 * Decides how the alias of a stack is replaced by the records of its addresses at once, or those by the alias: Route 53
 * refuses another routing policy under one name and type, so that one could not be created beside the other. Deletions
 * come first, as Route 53 needs it in a batch: https://github.com/kubernetes-sigs/external-dns/issues/1411
 *
 * Records of other owners stay, and so does that of a migration's old endpoint.
 *
 * @param {readonly RecordSet[]} records all of the name and the type
 * @param {string} owner identifier of the alias; begins those of the others
 * @param {readonly Wanted[]} wanted the alias, or the records of all addresses
 * @returns {Change[]} one batch; empty where there is nothing of the other kind
 */
export function changesTo(records, owner, wanted) {
  const isAliased = wanted.some(({ SetIdentifier: id }) => id === owner);
  const replaced = records.filter(({ SetIdentifier: id = "" }) =>
    isAliased ? id.startsWith(`${owner}/`) && id !== `${owner}/old` : id === owner,
  );
  const [first] = replaced;
  if (first === undefined) return [];
  const { Name, Type } = first;
  return [
    ...replaced.map((one) => /** @type {const} */ ({ Action: "DELETE", ResourceRecordSet: one })),
    ...wanted.map(
      (one) =>
        /** @type {const} */ ({ Action: "CREATE", ResourceRecordSet: { Name, Type, ...one } }),
    ),
  ];
}
