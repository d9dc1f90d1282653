// @ts-check

/** @typedef {import("@aws-sdk/client-route-53").ResourceRecordSet} RecordSet */
/** @typedef {import("@aws-sdk/client-route-53").Change} Change */
/** @typedef {"multivalue" | "weighted"} Routing */

/** @param {RecordSet} record */
const routingOf = ({ MultiValueAnswer, Weight }) =>
  MultiValueAnswer ? "multivalue" : Weight === undefined ? "other" : "weighted";

/**
 * Decides how all records of a name get another routing policy at once: Route 53 refuses two policies under one name
 * and type, so that each record by itself could not change. Deletions come first, as Route 53 needs it in a batch:
 * https://github.com/kubernetes-sigs/external-dns/issues/1411
 *
 * Each record keeps its value, its health check and its identifier. One that is weighted then has the weight 1. An alias
 * goes when its name gets multivalue answers, which no alias can be.
 *
 * @param {readonly RecordSet[]} records all of the name and the type
 * @param {Routing} routing that they shall have
 * @param {string} owner begins the identifiers of the records that may change
 * @returns {Change[]} one batch; empty where they have that policy already
 * @throws {Error} where a record has another owner, or nothing would be left
 */
export function changesFor(records, routing, owner) {
  if (records.every((record) => routingOf(record) === routing)) return [];
  const foreign = records.find(
    ({ SetIdentifier: id = "" }) => id !== owner && !id.startsWith(`${owner}/`),
  );
  if (foreign) {
    const which = foreign.SetIdentifier ? ` (${foreign.SetIdentifier})` : "";
    throw new Error(
      `a record${which} of ${foreign.Name} is not this stack's, and cannot become ${routing}`,
    );
  }
  const kept = routing === "multivalue" ? records.filter((one) => !one.AliasTarget) : records;
  if (kept.length === 0) throw new Error("the name has no record with an address");
  return [
    ...records.map((one) => /** @type {const} */ ({ Action: "DELETE", ResourceRecordSet: one })),
    ...kept.map(
      (one) =>
        /** @type {const} */ ({ Action: "CREATE", ResourceRecordSet: withRouting(one, routing) }),
    ),
  ];
}

/**
 * @param {RecordSet} record
 * @param {Routing} routing
 * @returns {RecordSet}
 */
function withRouting(record, routing) {
  const plain = { ...record };
  delete plain.MultiValueAnswer;
  delete plain.Weight;
  return routing === "multivalue" ? { ...plain, MultiValueAnswer: true } : { ...plain, Weight: 1 };
}
