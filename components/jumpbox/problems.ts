import { problemTexts } from "../settings/problem";

export const jumpboxProblem = problemTexts({
  "stop-is-start": [
    "must differ from start: otherwise the jumpbox would run never or always",
    "write a later time, or an earlier one for the next day",
  ],
  "not-a-jumpbox-name": [
    "must be a lower-case domain name without a trailing dot",
    'write a name such as jumpbox, or "" for the zone itself',
  ],
  "jumpbox-admits-nobody": [
    "is empty: no one could connect",
    "write the blocks that people connect from, such as 198.51.100.0/24",
  ],
  "not-an-admitted-block": [
    "must be an IPv4 block in CIDR notation that starts at its first address",
    "write an address and a prefix length, such as 198.51.100.0/24",
  ],
  "admitted-block-too-large": [
    "is too large: SSH would be open to much of the internet",
    "write the blocks that people connect from, or write kind: ssm",
  ],
  "jumpbox-without-dns": [
    "is missing: the jumpbox needs a name in dns.zone",
    "describe holdfast:dns with its zone, or write jumpbox.kind: ssm",
  ],
  "session-manager-unreachable": ({
    services,
    egress,
  }: {
    services: readonly string[];
    egress: string;
  }) => [
    `cannot reach Session Manager: network.egress has no route to ${services.join(" and ")}`,
    egress === "privatelink"
      ? `add ${services.join(" and ")} to network.egress.interfaceEndpoints, or write kind: instanceConnectEndpoint`
      : "write network.egress.kind: nat or privatelink, or jumpbox.kind: instanceConnectEndpoint",
  ],
});
