import { Account, HOSTED_ZONE } from "../../../../simulator";
import { HOURS } from "../../../support/hours";
import { LOOKUPS, type WrongConfig, wrong } from "./wrong-config";

const HAPROXY = {
  entry: { kind: "haproxy" },
  backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
};

const dns = (settings: object) => ({ config: { ...HAPROXY, dns: settings } });

const jumpbox = (name: string) => ({
  config: {
    dns: { zone: "example.com" },
    jumpbox: { kind: "public", allowFrom: ["198.51.100.0/24"], name, schedule: HOURS },
  },
});

function twoZones(): Account {
  const account = Account.inMemory();
  for (let count = 0; count < 2; count++) account.create(HOSTED_ZONE, "", { name: "shop.test" });
  return account;
}

export const WRONG_NAMES: readonly WrongConfig[] = [
  ...["example.com", "staging.example.com", "example.net", "example.org", "shop.test"].map((zone) =>
    wrong(
      `${zone} is to be created`,
      dns({ zone, createZone: true }),
      `
  holdfast:dns.zone = "${zone}"
    is reserved for documentation and tests by RFC 2606: Route 53 refuses to create example.com, and the others cannot be delegated
    fix: write your own domain, or use a zone that exists in the account`,
    ),
  ),
  wrong(
    "the account has no such zone",
    dns({ zone: "holdfast-demo.net" }),
    `
  holdfast:dns.zone = "holdfast-demo.net"
    this account has no public zone holdfast-demo.net
    fix: look yours up: aws route53 list-hosted-zones; or dns.createZone: true, and the stack creates it`,
  ),
  wrong(
    "the zone of the example stacks is looked for on AWS",
    { ...dns({ zone: "example.com" }), account: Account.inMemory() },
    `
  holdfast:dns.zone = "example.com"
    this account has no public zone example.com
    fix: look yours up: aws route53 list-hosted-zones`,
  ),
  wrong(
    "the backend's public zone is not there",
    {
      config: {
        ...HAPROXY,
        backend: { ...HAPROXY.backend, reach: "public", zone: "backend.holdfast-demo.net" },
      },
    },
    `
  holdfast:backend.zone = "backend.holdfast-demo.net"
    this account has no public zone backend.holdfast-demo.net
    fix: look yours up: aws route53 list-hosted-zones`,
  ),
  wrong(
    "the account has two zones of the name",
    { ...dns({ zone: "shop.test" }), account: twoZones() },
    `
  holdfast:dns.zone = "shop.test"
    this account has several public zones shop.test
    fix: delete those that no parent zone delegates to: aws route53 list-hosted-zones`,
  ),
  wrong(
    "the zone cannot be asked for",
    {
      ...dns({ zone: "example.com" }),
      aws: {
        [LOOKUPS.zone]: new Error(
          "operation error Route 53: ListHostedZones, api error AccessDenied: no",
        ),
      },
    },
    `
  holdfast:dns.zone = "example.com"
    could not be checked: AccessDenied: no
    fix: fix this (credentials, permissions or network), then try again`,
  ),
  wrong(
    "the recovery of a zone is set that the stack does not create",
    dns({ zone: "example.com", acceleratedRecovery: true }),
    `
  holdfast:dns.acceleratedRecovery = true
    is a setting of a zone that the stack creates
    fix: remove it, or write createZone: true`,
  ),
  wrong(
    "the public name has its zone at the end",
    dns({ zone: "example.com", name: "static.example.com" }),
    `
  holdfast:dns.name = "static.example.com"
    ends with the zone, which is added to it: the whole name would be static.example.com.example.com
    fix: write static`,
  ),
  wrong(
    "the public name is its zone",
    dns({ zone: "example.com", name: "example.com" }),
    `
  holdfast:dns.name = "example.com"
    ends with the zone, which is added to it: the whole name would be example.com.example.com
    fix: write "", which is the zone itself`,
  ),
  wrong(
    "the jumpbox's name has its zone at the end",
    jumpbox("jump.example.com"),
    `
  holdfast:jumpbox.name = "jump.example.com"
    ends with the zone, which is added to it: the whole name would be jump.example.com.example.com
    fix: write jump`,
  ),
  wrong(
    "the jumpbox's name is its zone",
    jumpbox("example.com"),
    `
  holdfast:jumpbox.name = "example.com"
    ends with the zone, which is added to it: the whole name would be example.com.example.com
    fix: write "", which is the zone itself`,
  ),
];
