import assert from "node:assert/strict";
import type { Migration } from "../../../components/dns/alias-records";
import { RoutedRecord } from "../../../components/dns/routed-record";
import { Lab } from "../../../simulator/lab";
import { nlb, twoZones } from "../../simulator/model/balancing-lab";
import { type Recording, record } from "../../support/recorder";

/** An account with the load balancers that the records target. */
function twoBalancers() {
  const lab = new Lab();
  const place = twoZones(lab);
  const target = (name: string) => {
    const { dnsName, zoneId } = lab.state(nlb(lab, place, { name })) as Record<string, string>;
    return { dnsName: dnsName!, zoneId: zoneId! };
  };
  return { account: lab.account, current: target("entry"), old: target("old") };
}

const { account, current: TARGET, old } = twoBalancers();
const OLD = { name: old.dnsName, hostedZoneId: old.zoneId };

const recordAlias = (migration?: Migration): Promise<Recording> =>
  record(
    () =>
      void new RoutedRecord("dns", {
        zone: { kind: "create", name: "holdfast-demo.net" },
        record: "static",
        owner: "holdfast/prod",
        answers: { kind: "alias", target: TARGET, ...(migration && { migration }) },
        ttlSeconds: 30,
      }),
    { account },
  );

const recordsOf = ({ resources }: Recording) =>
  Object.fromEntries(
    resources
      .filter(({ type }) => type === "aws:route53/record:Record")
      .map(({ name, inputs: { type, records, aliases, ttl, setIdentifier, ...inputs } }) => [
        name,
        { type, records, aliases, ttl, setIdentifier, weights: inputs["weightedRoutingPolicies"] },
      ]),
  );

const alias = (name: string, zoneId: string, setIdentifier: string, weight: number) => ({
  type: "A",
  records: undefined,
  aliases: [{ name, zoneId, evaluateTargetHealth: false }],
  ttl: undefined,
  setIdentifier,
  weights: [{ weight }],
});
const cname = (name: string, setIdentifier: string, weight: number) => ({
  type: "CNAME",
  records: [name],
  aliases: undefined,
  ttl: 30,
  setIdentifier,
  weights: [{ weight }],
});

describe("createAliasRecords", () => {
  it("resolves to the target by one alias, weighted so that a migration can begin", async () => {
    assert.deepEqual(recordsOf(await recordAlias()), {
      dns: alias(TARGET.dnsName, TARGET.zoneId, "holdfast/prod", 100),
    });
  });

  it("shares lookups with the alias of an old load balancer", async () => {
    assert.deepEqual(recordsOf(await recordAlias({ from: OLD, percent: 25 })), {
      dns: alias(TARGET.dnsName, TARGET.zoneId, "holdfast/prod", 25),
      "dns-old": alias(OLD.name, OLD.hostedZoneId, "holdfast/prod/old", 75),
    });
  });

  it("shares lookups with an old name by CNAMEs", async () => {
    assert.deepEqual(recordsOf(await recordAlias({ from: "old.example.net", percent: 0 })), {
      dns: cname(TARGET.dnsName, "holdfast/prod", 0),
      "dns-old": cname("old.example.net", "holdfast/prod/old", 100),
    });
  });

  it("has no record of the old endpoint once all lookups get the new one", async () => {
    assert.deepEqual(recordsOf(await recordAlias({ from: "old.example.net", percent: 100 })), {
      dns: cname(TARGET.dnsName, "holdfast/prod", 100),
    });
    assert.deepEqual(recordsOf(await recordAlias({ from: OLD, percent: 100 })), {
      dns: alias(TARGET.dnsName, TARGET.zoneId, "holdfast/prod", 100),
    });
  });

  it("has its own share, and no other record, where another stack has the rest", async () => {
    for (const percent of [0, 30, 100]) {
      assert.deepEqual(recordsOf(await recordAlias({ percent })), {
        dns: alias(TARGET.dnsName, TARGET.zoneId, "holdfast/prod", percent),
      });
    }
  });
});
