import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Change, ResourceRecordSet } from "@aws-sdk/client-route-53";

interface Decide {
  readonly changesFor: (
    records: readonly ResourceRecordSet[],
    routing: "multivalue" | "weighted",
    alias: string,
  ) => Change[];
}

const FILE = join(__dirname, "../../../../components/dns/routing/decide.mjs");
const ALIAS = "traffic-policy";

const record = (SetIdentifier: string, policy: Partial<ResourceRecordSet>): ResourceRecordSet => ({
  Name: "static.example.com.",
  Type: "A",
  SetIdentifier,
  TTL: 60,
  ResourceRecords: [{ Value: `192.0.2.${SetIdentifier.length}` }],
  HealthCheckId: `check-${SetIdentifier}`,
  ...policy,
});
const multivalue = (id: string) => record(id, { MultiValueAnswer: true });
const weighted = (id: string, Weight = 1) => record(id, { Weight });
const alias = (SetIdentifier: string): ResourceRecordSet => ({
  Name: "static.example.com.",
  Type: "A",
  SetIdentifier,
  Weight: 1,
  AliasTarget: {
    DNSName: "traffic-policy.static.example.com.",
    HostedZoneId: "Z1",
    EvaluateTargetHealth: true,
  },
});

const batch = (gone: ResourceRecordSet[], created: ResourceRecordSet[]) => [
  ...gone.map((one) => ({ Action: "DELETE", ResourceRecordSet: one })),
  ...created.map((one) => ({ Action: "CREATE", ResourceRecordSet: one })),
];

describe("the switch of a routing policy", () => {
  let changesFor: Decide["changesFor"];
  before(async () => ({ changesFor } = (await import(pathToFileURL(FILE).href)) as Decide));

  it("changes nothing where all records have it, and where there are none", () => {
    assert.deepEqual(changesFor([], "weighted", ALIAS), []);
    assert.deepEqual(changesFor([multivalue("a"), multivalue("bb")], "multivalue", ALIAS), []);
    // With a traffic policy, and without one.
    assert.deepEqual(changesFor([alias(ALIAS), weighted("a", 0)], "weighted", ALIAS), []);
  });

  it("gives every record another policy and keeps the rest, deletions first", () => {
    const [before, after] = [
      [multivalue("a"), multivalue("bb")],
      [weighted("a"), weighted("bb")],
    ];
    assert.deepEqual(changesFor(before, "weighted", ALIAS), batch(before, after));
    assert.deepEqual(changesFor(after, "multivalue", ALIAS), batch(after, before));
  });

  it("takes the alias of a traffic policy away, which cannot have multivalue answers", () => {
    const before = [weighted("a", 0), weighted("bb", 0), alias(ALIAS)];
    assert.deepEqual(
      changesFor(before, "multivalue", ALIAS),
      batch(before, [multivalue("a"), multivalue("bb")]),
    );
  });

  it("touches no record of others, and leaves no name without an answer", () => {
    const simple = { Name: "static.example.com.", Type: "A", TTL: 60 } as const;
    assert.throws(() => changesFor([simple], "weighted", ALIAS), /is not this stack's/);
    assert.throws(
      () => changesFor([weighted("a"), alias("new")], "multivalue", ALIAS),
      /a record \(new\) of static\.example\.com\. is not this stack's, and cannot become multivalue/,
    );
    assert.throws(
      () => changesFor([alias(ALIAS)], "multivalue", ALIAS),
      /no record with an address/,
    );
  });
});
