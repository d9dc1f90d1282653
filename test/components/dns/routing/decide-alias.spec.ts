import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Change, ResourceRecordSet } from "@aws-sdk/client-route-53";

const FILE = join(__dirname, "../../../../components/dns/routing/decide-alias.mjs");
const ALIAS = {
  dnsName: "entry.elb.us-east-1.amazonaws.com",
  zoneId: "Z1",
  owner: "dns",
  weight: 100,
};

type ChangesToAlias = (records: readonly ResourceRecordSet[], alias: typeof ALIAS) => Change[];

const record = (
  SetIdentifier: string,
  more: Partial<ResourceRecordSet> = {},
): ResourceRecordSet => ({
  Name: "static.example.com.",
  Type: "A",
  SetIdentifier,
  TTL: 60,
  ResourceRecords: [{ Value: "192.0.2.1" }],
  MultiValueAnswer: true,
  ...more,
});

describe("the alias in place of the records of addresses", () => {
  let changesToAlias: ChangesToAlias;
  before(async () => {
    ({ changesToAlias } = (await import(pathToFileURL(FILE).href)) as {
      changesToAlias: ChangesToAlias;
    });
  });

  it("changes nothing where no address has a record: it is there already, or nothing is", () => {
    const alias = record("dns");
    assert.deepEqual(changesToAlias([], ALIAS), []);
    assert.deepEqual(changesToAlias([alias], ALIAS), []);
  });

  it("takes the place of all of them at once, deletions first", () => {
    const records = [record("dns/entry-a1"), record("dns/entry-b1"), record("dns/traffic-policy")];
    const changes = changesToAlias(records, ALIAS);
    assert.deepEqual(
      changes.slice(0, -1),
      records.map((one) => ({ Action: "DELETE", ResourceRecordSet: one })),
    );
    assert.deepEqual(changes.at(-1), {
      Action: "CREATE",
      ResourceRecordSet: {
        Name: "static.example.com.",
        Type: "A",
        SetIdentifier: "dns",
        Weight: 100,
        AliasTarget: { DNSName: ALIAS.dnsName, HostedZoneId: "Z1", EvaluateTargetHealth: false },
      },
    });
  });

  it("leaves the records of other stacks, and of a migration's old endpoint", () => {
    const own = record("dns/entry-a1");
    const changes = changesToAlias([record("other/entry-a1"), record("dns/old"), own], ALIAS);
    assert.deepEqual(
      changes.map(({ Action, ResourceRecordSet }) => [Action, ResourceRecordSet?.SetIdentifier]),
      [
        ["DELETE", "dns/entry-a1"],
        ["CREATE", "dns"],
      ],
    );
  });
});
