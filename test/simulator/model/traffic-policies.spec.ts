import assert from "node:assert/strict";
import {
  DNS_RECORD,
  HOSTED_ZONE,
  TRAFFIC_POLICY,
  TRAFFIC_POLICY_INSTANCE,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const policy = (lab: Lab, document: Values = {}): Stored =>
  lab.make(TRAFFIC_POLICY, {
    name: "failover",
    document: JSON.stringify({
      AWSPolicyFormatVersion: "2015-10-01",
      RecordType: "A",
      Endpoints: { one: { Type: "value", Value: "192.0.2.1" } },
      StartEndpoint: "one",
      ...document,
    }),
  });

const zone = (lab: Lab): Stored => lab.make(HOSTED_ZONE, { name: "shop.test" });

const instance = (lab: Lab, { id }: Stored, used: Stored, version = 1): Stored =>
  lab.make(TRAFFIC_POLICY_INSTANCE, {
    hostedZoneId: id,
    name: "www.shop.test",
    trafficPolicyId: used.id,
    trafficPolicyVersion: version,
    ttl: 60,
  });

const record = (lab: Lab, { id }: Stored): Stored =>
  lab.make(DNS_RECORD, { zoneId: id, name: "www", type: "A", ttl: 60, records: ["192.0.2.1"] });

describe("TrafficPolicy and TrafficPolicyInstance", () => {
  it("have the type of record that the document names", () => {
    const lab = new Lab();
    const { type, version } = lab.state(policy(lab));
    assert.deepEqual([type, version], ["A", 1]);
  });

  it("cannot be deleted while an instance uses it", () => {
    const lab = new Lab();
    const used = policy(lab);
    const made = instance(lab, zone(lab), used);
    assert.throws(() => lab.account.remove(used), /TrafficPolicyInUse/);
    lab.account.remove(made);
    lab.account.remove(used);
  });

  const creating =
    "creating Route 53 Traffic Policy Instance: operation error Route 53: CreateTrafficPolicyInstance, api error";
  refuses([
    [
      "the document is of no known version",
      (lab) => policy(lab, { AWSPolicyFormatVersion: "2023" }),
      'document: InvalidTrafficPolicyDocument: AWSPolicyFormatVersion must be "2015-10-01" in a JSON document, got "2023"',
    ],
    [
      "a rule refers to an endpoint that is not there",
      (lab) =>
        policy(lab, {
          Rules: { first: { RuleType: "failover", Primary: { EndpointReference: "two" } } },
        }),
      'document: InvalidTrafficPolicyDocument: "two" is referred to but not defined',
    ],
    [
      "the document begins nowhere",
      (lab) => policy(lab, { StartEndpoint: undefined }),
      "document: InvalidTrafficPolicyDocument: StartEndpoint or StartRule must be given",
    ],
    [
      "a record of the name exists",
      (lab) => {
        const owner = zone(lab);
        record(lab, owner);
        instance(lab, owner, policy(lab));
      },
      `${creating} TrafficPolicyInstanceAlreadyExists: Records of type A named www.shop.test exist already`,
    ],
    [
      "another instance has the name",
      (lab) => {
        const owner = zone(lab);
        const used = policy(lab);
        instance(lab, owner, used);
        instance(lab, owner, used);
      },
      `${creating} TrafficPolicyInstanceAlreadyExists: Records of type A named www.shop.test exist already`,
    ],
    [
      "a record gets the name of an instance",
      (lab) => {
        const owner = zone(lab);
        instance(lab, owner, policy(lab));
        record(lab, owner);
      },
      "creating Route 53 Record: operation error Route 53: ChangeResourceRecordSets, api error InvalidChangeBatch: [Tried to create resource record set [name='www.shop.test.', type='A'] but it already exists]",
    ],
  ]);

  it("can be the target of an alias of the zone", () => {
    const lab = new Lab();
    const owner = zone(lab);
    instance(lab, owner, policy(lab));
    const alias = (target: string) =>
      lab.make(DNS_RECORD, {
        zoneId: owner.id,
        name: target === "www.shop.test" ? "static" : "other",
        type: "A",
        aliases: [{ name: target, zoneId: owner.id, evaluateTargetHealth: true }],
      });
    alias("www.shop.test");
    assert.throws(() => alias("absent.shop.test"), /that target was not found/);
  });

  it("fail when the version does not exist", () => {
    const lab = new Lab();
    assert.throws(
      () => instance(lab, zone(lab), policy(lab), 2),
      /NoSuchTrafficPolicy: .* version 2/,
    );
  });
});
