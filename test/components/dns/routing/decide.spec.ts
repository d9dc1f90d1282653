import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Change, ResourceRecordSet } from "@aws-sdk/client-route-53";

interface Decide {
  readonly changesFor: (
    records: readonly ResourceRecordSet[],
    routing: "multivalue" | "weighted",
    owner: string,
  ) => Change[];
}

const FILE = join(__dirname, "../../../../components/dns/routing/decide.mjs");
const OWNER = "holdfast/prod";

const record = (key: string, policy: Partial<ResourceRecordSet>): ResourceRecordSet => ({
  Name: "static.example.com.",
  Type: "A",
  SetIdentifier: `${OWNER}/${key}`,
  TTL: 60,
  ResourceRecords: [{ Value: `192.0.2.${key.length}` }],
  HealthCheckId: `check-${key}`,
  ...policy,
});
const multivalue = (id: string) => record(id, { MultiValueAnswer: true });
const weighted = (id: string, Weight = 1) => record(id, { Weight });
const alias = (SetIdentifier = `${OWNER}/traffic-policy`): ResourceRecordSet => ({
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
    assert.deepEqual(changesFor([], "weighted", OWNER), []);
    assert.deepEqual(changesFor([multivalue("a"), multivalue("bb")], "multivalue", OWNER), []);
    // With a traffic policy, and without one.
    assert.deepEqual(changesFor([alias(), weighted("a", 0)], "weighted", OWNER), []);
  });

  it("gives every record another policy and keeps the rest, deletions first", () => {
    const [before, after] = [
      [multivalue("a"), multivalue("bb")],
      [weighted("a"), weighted("bb")],
    ];
    assert.deepEqual(changesFor(before, "weighted", OWNER), batch(before, after));
    assert.deepEqual(changesFor(after, "multivalue", OWNER), batch(after, before));
  });

  it("takes the alias of a traffic policy away, which cannot have multivalue answers", () => {
    const before = [weighted("a", 0), weighted("bb", 0), alias()];
    assert.deepEqual(
      changesFor(before, "multivalue", OWNER),
      batch(before, [multivalue("a"), multivalue("bb")]),
    );
  });

  it("touches no record of others, and leaves no name without an answer", () => {
    const simple = { Name: "static.example.com.", Type: "A", TTL: 60 } as const;
    assert.throws(() => changesFor([simple], "weighted", OWNER), /is not this stack's/);
    // An alias of another stack, and an address of one whose name begins with this one's.
    for (const [other, id] of [
      [alias("holdfast/alb"), "holdfast/alb"],
      [{ ...weighted("a"), SetIdentifier: "holdfast/prod-2/a" }, "holdfast/prod-2/a"],
    ] as const) {
      assert.throws(() => changesFor([weighted("a"), other], "multivalue", OWNER), {
        message: `a record (${id}) of static.example.com. is not this stack's, and cannot become multivalue`,
      });
      // Where nothing has to change, others may be there.
      assert.deepEqual(changesFor([weighted("a"), other], "weighted", OWNER), []);
    }
    assert.throws(() => changesFor([alias()], "multivalue", OWNER), /no record with an address/);
  });

  it("takes the record of an old endpoint away with the migration from it", () => {
    const before = [weighted("a", 30), alias("holdfast/prod/old")];
    assert.deepEqual(changesFor(before, "multivalue", OWNER), batch(before, [multivalue("a")]));
  });
});
