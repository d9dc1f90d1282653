import assert from "node:assert/strict";
import { type Change, Route53, type ResourceRecordSet } from "@aws-sdk/client-route-53";
import { DNS_RECORD, HOSTED_ZONE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { ApiLab } from "./api-lab";

const NAME = "www.holdfast-demo.net";

describe("Route 53 API", () => {
  let lab: ApiLab;
  let route53: Route53;
  let zone: Stored;
  beforeEach(async () => {
    lab = await ApiLab.open();
    const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" };
    route53 = new Route53({
      endpoint: lab.api.url,
      region: "us-east-1",
      credentials,
      maxAttempts: 1,
    });
    zone = lab.aws.make(HOSTED_ZONE, { name: "holdfast-demo.net" });
  });
  afterEach(async () => {
    route53.destroy();
    await lab.api.close();
  });

  const make = (setIdentifier: string, value: string, policy: Values) =>
    lab.aws.make(DNS_RECORD, {
      zoneId: zone.id,
      name: NAME,
      type: "A",
      ttl: 60,
      records: [value],
      setIdentifier,
      ...policy,
    });
  const records = async (): Promise<ResourceRecordSet[]> => {
    const { ResourceRecordSets = [] } = await route53.listResourceRecordSets({
      HostedZoneId: zone.id,
      StartRecordName: NAME,
      StartRecordType: "A",
    });
    return ResourceRecordSets;
  };
  const change = (...Changes: Change[]) =>
    route53.changeResourceRecordSets({ HostedZoneId: zone.id, ChangeBatch: { Changes } });

  const two = () => {
    make("a", "192.0.2.1", { multivalueAnswerRoutingPolicy: true });
    make("b", "192.0.2.2", { multivalueAnswerRoutingPolicy: true });
  };
  const asWeighted = (one: ResourceRecordSet): ResourceRecordSet => {
    const plain = { ...one };
    delete plain.MultiValueAnswer;
    return { ...plain, Weight: 1 };
  };

  it("lists records from a name on, in the order of the labels from the top", async () => {
    two();
    lab.aws.make(DNS_RECORD, {
      zoneId: zone.id,
      name: "a.www",
      type: "A",
      ttl: 60,
      records: ["192.0.2.3"],
    });
    const names = async (StartRecordName?: string) => {
      const { ResourceRecordSets = [] } = await route53.listResourceRecordSets({
        HostedZoneId: zone.id,
        StartRecordName,
      });
      return ResourceRecordSets.map(({ Name, Type }) => `${Name} ${Type}`);
    };
    const own = [
      "www.holdfast-demo.net. A",
      "www.holdfast-demo.net. A",
      "a.www.holdfast-demo.net. A",
    ];
    assert.deepEqual(await names(), ["holdfast-demo.net. NS", "holdfast-demo.net. SOA", ...own]);
    assert.deepEqual(await names(NAME), own);
    assert.deepEqual((await records())[0], {
      Name: "www.holdfast-demo.net.",
      Type: "A",
      SetIdentifier: "a",
      MultiValueAnswer: true,
      TTL: 60,
      ResourceRecords: [{ Value: "192.0.2.1" }],
    });
  });

  it("gives all records of a name another routing policy in one batch", async () => {
    two();
    const before = await records();
    await change(
      ...before.map((one) => ({ Action: "DELETE", ResourceRecordSet: one }) as const),
      ...before.map((one) => ({ Action: "CREATE", ResourceRecordSet: asWeighted(one) }) as const),
    );
    assert.deepEqual(await records(), before.map(asWeighted));
  });

  it("makes none of the changes when one is refused", async () => {
    two();
    const before = await records();
    const [first] = before;
    await assert.rejects(
      change(
        { Action: "DELETE", ResourceRecordSet: first },
        { Action: "CREATE", ResourceRecordSet: asWeighted(first!) },
      ),
      /InvalidChangeBatch|cannot be created as a non-weighted RRSet exists/,
    );
    assert.deepEqual(await records(), before);
  });

  it("deletes a record by all of its values only", async () => {
    two();
    const [first] = await records();
    const ResourceRecordSet = { ...first!, TTL: 30 };
    await assert.rejects(change({ Action: "DELETE", ResourceRecordSet }), /do not match/);
    const absent = { ...first!, SetIdentifier: "c" };
    await assert.rejects(
      change({ Action: "DELETE", ResourceRecordSet: absent }),
      /set-identifier='c'\] but it was not found/,
    );
    await change({ Action: "DELETE", ResourceRecordSet: first });
    assert.equal((await records()).length, 1);
  });

  it("has each change at once", async () => {
    two();
    const [first] = await records();
    const { ChangeInfo } = await change({ Action: "DELETE", ResourceRecordSet: first });
    const { ChangeInfo: now } = await route53.getChange({ Id: ChangeInfo!.Id });
    assert.equal(now?.Status, "INSYNC");
  });

  it("creates no record that exists", async () => {
    two();
    const [first] = await records();
    await assert.rejects(change({ Action: "CREATE", ResourceRecordSet: first }), /already exists/);
  });
});
