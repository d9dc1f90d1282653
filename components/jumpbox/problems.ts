import { problemTexts } from "../settings/problem";

export const jumpboxProblem = problemTexts({
  "stop-is-start": [
    "is the time of the start, so that the jumpbox would never run or always",
    "write a later time, or an earlier one, which is that of the next day",
  ],
  "not-a-jumpbox-name": [
    "is not a domain name in lower case, without a dot at its end",
    'write a name such as jumpbox, or "" for the zone itself',
  ],
  "jumpbox-admits-nobody": [
    "admits nobody",
    "name the blocks that people connect from, such as 198.51.100.0/24",
  ],
  "not-an-admitted-block": [
    "is not the start of an IPv4 block in CIDR notation",
    "write an address and a prefix length, such as 198.51.100.0/24",
  ],
  "admitted-block-too-large": [
    "is too much of the internet for SSH",
    "name the blocks that people connect from, or write kind: ssm",
  ],
  "jumpbox-without-dns": [
    "is missing, and the jumpbox has its name there",
    "describe holdfast:dns with its zone, or write jumpbox.kind: ssm",
  ],
  "session-manager-unreachable": ({
    services,
    egress,
  }: {
    services: readonly string[];
    egress: string;
  }) => [
    `needs a way to Session Manager, and network.egress has none to ${services.join(" and ")}`,
    egress === "privatelink"
      ? `add ${services.join(" and ")} to network.egress.interfaceEndpoints, or write kind: instanceConnectEndpoint`
      : "write network.egress.kind: nat or privatelink, or jumpbox.kind: instanceConnectEndpoint",
  ],
});
