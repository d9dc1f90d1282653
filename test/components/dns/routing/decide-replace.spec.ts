import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Change, ResourceRecordSet } from "@aws-sdk/client-route-53";

const FILE = join(__dirname, "../../../../components/dns/routing/decide-replace.mjs");
const ALIAS = {
  SetIdentifier: "dns",
  Weight: 100,
  AliasTarget: {
    DNSName: "entry.elb.us-east-1.amazonaws.com",
    HostedZoneId: "Z1",
    EvaluateTargetHealth: false,
  },
};
const ADDRESSES = ["a1", "b1"].map((key) => ({
  SetIdentifier: `dns/entry-${key}`,
  MultiValueAnswer: true,
  TTL: 30,
  ResourceRecords: [{ Value: "192.0.2.7" }],
  HealthCheckId: `check-${key}`,
}));

type Wanted = Omit<ResourceRecordSet, "Name" | "Type">;
type ChangesTo = (
  records: readonly ResourceRecordSet[],
  owner: string,
  wanted: readonly Wanted[],
) => Change[];

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
  let changesTo: ChangesTo;
  before(async () => {
    ({ changesTo } = (await import(pathToFileURL(FILE).href)) as { changesTo: ChangesTo });
  });

  it("changes nothing where no address has a record: it is there already, or nothing is", () => {
    const alias = record("dns");
    assert.deepEqual(changesTo([], "dns", [ALIAS]), []);
    assert.deepEqual(changesTo([alias], "dns", [ALIAS]), []);
  });

  it("takes the place of all of them at once, deletions first", () => {
    const records = [record("dns/entry-a1"), record("dns/entry-b1"), record("dns/traffic-policy")];
    const changes = changesTo(records, "dns", [ALIAS]);
    assert.deepEqual(
      changes.slice(0, -1),
      records.map((one) => ({ Action: "DELETE", ResourceRecordSet: one })),
    );
    assert.deepEqual(changes.at(-1), {
      Action: "CREATE",
      ResourceRecordSet: {
        Name: "static.example.com.",
        Type: "A",
        ...ALIAS,
      },
    });
  });

  it("leaves the records of other stacks, and of a migration's old endpoint", () => {
    const own = record("dns/entry-a1");
    const changes = changesTo([record("other/entry-a1"), record("dns/old"), own], "dns", [ALIAS]);
    assert.deepEqual(
      changes.map(({ Action, ResourceRecordSet }) => [Action, ResourceRecordSet?.SetIdentifier]),
      [
        ["DELETE", "dns/entry-a1"],
        ["CREATE", "dns"],
      ],
    );
  });
});

describe("the records of addresses in place of the alias", () => {
  let changesTo: ChangesTo;
  before(async () => {
    ({ changesTo } = (await import(pathToFileURL(FILE).href)) as { changesTo: ChangesTo });
  });

  it("change nothing where there is no alias: they are there already, or nothing is", () => {
    assert.deepEqual(changesTo([], "dns", ADDRESSES), []);
    const own = [record("dns/entry-a1"), record("dns/entry-b1"), record("dns/traffic-policy")];
    assert.deepEqual(changesTo(own, "dns", ADDRESSES), []);
  });

  it("take its place at once, and leave the records of other stacks and of a migration's old endpoint", () => {
    const alias = { Name: "static.example.com.", Type: "A" as const, ...ALIAS };
    const changes = changesTo([record("other"), record("dns/old"), alias], "dns", ADDRESSES);
    assert.deepEqual(changes, [
      { Action: "DELETE", ResourceRecordSet: alias },
      ...ADDRESSES.map((one) => ({
        Action: "CREATE",
        ResourceRecordSet: { Name: "static.example.com.", Type: "A", ...one },
      })),
    ]);
  });
});
