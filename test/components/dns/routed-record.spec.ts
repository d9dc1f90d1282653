import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { HealthChecks } from "../../../components/dns/health-checks";
import { validateRoutedRecord } from "../../../components/dns/check-args";
import { RoutedRecord } from "../../../components/dns/routed-record";
import type { Routing, RoutedRecordArgs } from "../../../components/dns/args";
import type { Migration } from "../../../components/dns/alias-records";
import { renderTrafficPolicy } from "../../../components/dns/traffic-policy-document";
import { Account } from "../../../simulator/account";
import { valueOf } from "../backend/backends";
import { type Recording, record } from "../../support/recorder";

const addresses = { "entry-a1": "203.0.113.1", "entry-b1": "203.0.113.2" };

const CREATED: RoutedRecordArgs["zone"] = { kind: "create", name: "holdfast-demo.net" };

/** Records a name for addresses that have health checks. */
async function recordRecord(
  {
    routing = "multivalue",
    migration,
    ...overrides
  }: Partial<RoutedRecordArgs> & { routing?: Routing; migration?: Migration } = {},
  given: Readonly<Record<string, string>> = addresses,
  account = Account.inMemory(),
): Promise<{ recording: Recording; routed: RoutedRecord }> {
  let routed: RoutedRecord | undefined;
  const program = () => {
    const { ids } = new HealthChecks("health", { addresses: given, port: 9001 });
    const endpoints = Object.entries(given).map(
      ([key, address]) => [key, { address, healthCheckId: ids[key]! }] as const,
    );
    routed = new RoutedRecord("dns", {
      zone: CREATED,
      record: "static",
      answers: { kind: "addresses", routing, migration, endpoints: Object.fromEntries(endpoints) },
      ...overrides,
    });
  };
  const recording = await record(program, { account });
  return { recording, routed: routed! };
}

const checkOf = (recording: Recording, key: string) =>
  recording.find(`health-${key}`).outputs["id"] as string;

const inputsOf = (recording: Recording, key: string) => recording.find(`dns-${key}`).inputs;

describe("RoutedRecord", () => {
  it("answers with each address while its health check passes", async () => {
    const { recording, routed } = await recordRecord();
    const zoneId = recording.find("dns-zone").outputs["zoneId"];
    assert.equal(await valueOf(routed.fqdn), "static.holdfast-demo.net");
    for (const [key, address] of Object.entries(addresses)) {
      assert.deepEqual(inputsOf(recording, key), {
        zoneId,
        name: "static.holdfast-demo.net",
        type: "A",
        ttl: 60,
        records: [address],
        setIdentifier: `dns/${key}`,
        healthCheckId: checkOf(recording, key),
        multivalueAnswerRoutingPolicy: true,
      });
    }
  });

  it("answers with one address at a time, all equally often, when weighted", async () => {
    const { recording } = await recordRecord({ routing: "weighted" });
    const weights = Object.keys(addresses).map((key) => {
      const inputs = inputsOf(recording, key);
      assert.equal(inputs["multivalueAnswerRoutingPolicy"], undefined);
      assert.equal(inputs["healthCheckId"], checkOf(recording, key));
      return inputs["weightedRoutingPolicies"];
    });
    assert.deepEqual(weights, [[{ weight: 1 }], [{ weight: 1 }]]);
  });

  it("answers by a version of a traffic policy on demand", async () => {
    const { recording } = await recordRecord({ routing: "trafficPolicy", ttlSeconds: 30 });
    const policy = recording.find("dns", "aws:route53/trafficPolicy:TrafficPolicy");
    const instance = recording.find(
      "dns",
      "aws:route53/trafficPolicyInstance:TrafficPolicyInstance",
    );
    const endpoint = (key: keyof typeof addresses) => ({
      address: addresses[key],
      healthCheckId: checkOf(recording, key),
    });
    const document = renderTrafficPolicy({
      "entry-a1": endpoint("entry-a1"),
      "entry-b1": endpoint("entry-b1"),
    });
    assert.equal(policy.inputs["document"], document);
    assert.deepEqual(instance.inputs, {
      hostedZoneId: recording.find("dns-zone").outputs["zoneId"],
      name: "traffic-policy.static.holdfast-demo.net",
      ttl: 30,
      trafficPolicyId: policy.outputs["id"],
      trafficPolicyVersion: policy.outputs["version"],
    });
    const alias = inputsOf(recording, "traffic-policy");
    assert.deepEqual(
      [alias["name"], alias["aliases"], alias["weightedRoutingPolicies"]],
      [
        "static.holdfast-demo.net",
        [
          {
            name: "traffic-policy.static.holdfast-demo.net",
            zoneId: recording.find("dns-zone").outputs["zoneId"],
            evaluateTargetHealth: true,
          },
        ],
        [{ weight: 1 }],
      ],
    );
    // The addresses stand by, so that another routing finds their records.
    for (const key of Object.keys(addresses)) {
      assert.deepEqual(inputsOf(recording, key)["weightedRoutingPolicies"], [{ weight: 0 }]);
    }
  });

  it("divides its share of a shared name among its addresses", async () => {
    for (const [percent, weights] of [
      [0, [0, 0]],
      [25, [13, 12]],
      [100, [50, 50]],
    ] as const) {
      for (const routing of ["multivalue", "weighted"] as const) {
        const { recording } = await recordRecord({
          routing,
          migration: { percent },
          owner: "holdfast/prod",
        });
        const shared = Object.keys(addresses).map((key) => inputsOf(recording, key));
        assert.deepEqual(
          shared.map(({ setIdentifier, weightedRoutingPolicies }) => [
            setIdentifier,
            weightedRoutingPolicies,
          ]),
          Object.keys(addresses).map((key, index) => [
            `holdfast/prod/${key}`,
            [{ weight: weights[index] }],
          ]),
        );
        const { environment } = recording.find("dns-routing", "command:local:Command").inputs;
        const { ROUTING_KIND, ROUTING_OWNER } = environment as Record<string, string>;
        assert.deepEqual([ROUTING_KIND, ROUTING_OWNER], ["weighted", "holdfast/prod"]);
      }
    }
  });

  it("refuses an owner that leaves no room for keys in an identifier", () => {
    const codes = (owner: string) =>
      validateRoutedRecord({
        zone: CREATED,
        record: "static",
        owner,
        answers: { kind: "nothing" },
      }).map(({ code }) => code);
    assert.deepEqual(codes("x".repeat(100)), []);
    assert.deepEqual(codes("x".repeat(101)), ["owner-too-long"]);
  });

  it("gives its share of a shared name to the alias of its traffic policy", async () => {
    const { recording } = await recordRecord({
      routing: "trafficPolicy",
      migration: { percent: 30 },
    });
    const weights = ["traffic-policy", ...Object.keys(addresses)].map(
      (key) => inputsOf(recording, key)["weightedRoutingPolicies"],
    );
    assert.deepEqual(weights, [[{ weight: 30 }], [{ weight: 0 }], [{ weight: 0 }]]);
  });

  it("leaves the rest of the lookups to an old load balancer", async () => {
    const from = { name: "old-1.us-east-1.elb.amazonaws.com", hostedZoneId: "Z0OLD" };
    const { recording } = await recordRecord({ migration: { from, percent: 30 } });
    const { aliases, setIdentifier, weightedRoutingPolicies } = inputsOf(recording, "old");
    assert.deepEqual(
      [aliases, setIdentifier, weightedRoutingPolicies],
      [
        [{ name: from.name, zoneId: from.hostedZoneId, evaluateTargetHealth: false }],
        "dns/old",
        [{ weight: 70 }],
      ],
    );
    const ended = await recordRecord({ migration: { from, percent: 100 } });
    assert.ok(!ended.recording.names().includes("dns-old"));
  });

  it("touches no other record when an address is added", async () => {
    const valuesOf = (recording: Recording, key: string) => {
      const { name, records, setIdentifier, ttl } = inputsOf(recording, key);
      return { name, records, setIdentifier, ttl };
    };
    const two = await recordRecord();
    const three = await recordRecord({}, { "entry-a0": "203.0.113.3", ...addresses });
    for (const key of Object.keys(addresses)) {
      assert.deepEqual(valuesOf(three.recording, key), valuesOf(two.recording, key));
    }
    inputsOf(three.recording, "entry-a0");
  });

  it("creates a zone that stays changeable when us-east-1 is down, where told so", async () => {
    const accelerated = async (zone: RoutedRecordArgs["zone"]) => {
      const { recording } = await recordRecord({ zone });
      return recording.find("dns-zone").inputs["enableAcceleratedRecovery"];
    };
    assert.equal(await accelerated(CREATED), false);
    assert.equal(await accelerated({ ...CREATED, acceleratedRecovery: true }), true);
  });

  it("gives the name servers of a zone that it created", async () => {
    const { recording, routed } = await recordRecord();
    const nameServers = await new Promise((resolve) => routed.nameServers.apply(resolve));
    assert.ok(Array.isArray(nameServers) && nameServers.length > 0);
    assert.deepEqual(nameServers, recording.find("dns-zone").outputs["nameServers"]);
  });

  it("finds a zone that exists by its name", async () => {
    const account = Account.inMemory();
    const { recording: first } = await recordRecord({}, addresses, account);
    const zone = { kind: "existing", name: "holdfast-demo.net" } as const;
    const { recording, routed } = await recordRecord({ zone, record: "other" }, addresses, account);
    assert.equal(recording.counts()["aws:route53/zone:Zone"], undefined);
    assert.equal(
      inputsOf(recording, "entry-a1")["zoneId"],
      first.find("dns-zone").outputs["zoneId"],
    );
    assert.equal(await valueOf(routed.fqdn), "other.holdfast-demo.net");
  });

  it("fails when the account has no public zone of the name, and says which", async () => {
    const zone = { kind: "existing", name: "holdfast-demo.net" } as const;
    await assert.rejects(recordRecord({ zone }), (error: Error) => {
      assert.ok(pulumi.RunError.isInstance(error));
      // The SDK puts the property before it.
      assert.equal(
        error.message.replace(/^(error serializing property "\w+": )+/, ""),
        `RoutedRecord "dns" has 1 problem; it has no records

  zone.name = "holdfast-demo.net"
    this account has no public zone holdfast-demo.net
    fix: look yours up: aws route53 list-hosted-zones; or kind: "create", and the stack creates it`,
      );
      return true;
    });
  });

  it("keeps the zone while it has no targets", async () => {
    const { recording } = await recordRecord({ answers: { kind: "nothing" } });
    assert.equal(recording.counts()["aws:route53/record:Record"], undefined);
    assert.equal(
      recording.find("dns-zone").urn,
      (await recordRecord()).recording.find("dns-zone").urn,
    );
  });

  it("can be the zone's own name", async () => {
    const { routed } = await recordRecord({ record: "" });
    assert.equal(await valueOf(routed.fqdn), "holdfast-demo.net");
  });
});
