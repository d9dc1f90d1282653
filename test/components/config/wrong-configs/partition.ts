import { type WrongConfig, wrong } from "./wrong-config";

const door = (entry: object, more: object = {}): Readonly<Record<string, unknown>> => ({
  entry,
  backend: {
    live: "blue",
    blue: { cidr: "10.30.0.0/16" },
  },
  ...more,
});

export const WRONG_PARTITIONS: readonly WrongConfig[] = [
  wrong(
    "a region has no Global Accelerator",
    { region: "cn-north-1", config: door({ kind: "accelerator" }) },
    `
  holdfast:entry.kind = "accelerator"
    needs Global Accelerator, which AWS does not offer in cn-north-1
    fix: choose another kind of front door, or a region outside GovCloud and China`,
  ),
  wrong(
    "a region has no public zones",
    {
      region: "us-gov-west-1",
      config: door({ kind: "haproxy" }, { dns: { zone: "shop.net", createZone: true } }),
    },
    `
  holdfast:dns.zone = "shop.net"
    is a public hosted zone, but Route 53 supports only private ones in us-gov-west-1
    fix: remove it, and create a record for the addresses in a zone outside GovCloud`,
  ),
  wrong(
    "a region has no traffic policies",
    {
      region: "cn-northwest-1",
      config: door(
        { kind: "haproxy" },
        { dns: { zone: "shop.net", createZone: true, routing: "trafficPolicy" } },
      ),
    },
    `
  holdfast:dns.routing = "trafficPolicy"
    needs traffic policies, which Route 53 does not offer in cn-northwest-1
    fix: write multivalue or weighted`,
  ),
];
