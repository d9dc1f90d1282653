// @ts-check

/** @typedef {import("@aws-sdk/client-route-53").ResourceRecordSet} RecordSet */
/** @typedef {import("@aws-sdk/client-route-53").Change} Change */
/** @typedef {{ dnsName: string, zoneId: string, owner: string, weight: number }} Alias */

/**
 * Decides how the records of a stack's addresses are replaced by an alias at once: Route 53 refuses another routing policy
 * under one name and type, so that the alias could not be created beside them. Deletions come first, as Route 53 needs it
 * in a batch: https://github.com/kubernetes-sigs/external-dns/issues/1411
 *
 * Records of other owners stay, and so does that of a migration's old endpoint.
 *
 * @param {readonly RecordSet[]} records all of the name and the type
 * @param {Alias} alias
 * @returns {Change[]} one batch; empty where there is no record of an address
 */
export function changesToAlias(records, { dnsName, zoneId, owner, weight }) {
  const replaced = records.filter(
    ({ SetIdentifier: id = "" }) => id.startsWith(`${owner}/`) && id !== `${owner}/old`,
  );
  const [first] = replaced;
  if (first === undefined) return [];
  return [
    ...replaced.map((one) => /** @type {const} */ ({ Action: "DELETE", ResourceRecordSet: one })),
    {
      Action: "CREATE",
      ResourceRecordSet: {
        Name: first.Name,
        Type: first.Type,
        SetIdentifier: owner,
        Weight: weight,
        AliasTarget: { DNSName: dnsName, HostedZoneId: zoneId, EvaluateTargetHealth: false },
      },
    },
  ];
}
