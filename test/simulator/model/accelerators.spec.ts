import assert from "node:assert/strict";
import {
  ACCELERATOR,
  ACCELERATOR_LISTENER,
  BUCKET,
  DNS_RECORD,
  HOSTED_ZONE,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const accelerator = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(ACCELERATOR, { name: "edge", ...inputs });

const listener = (lab: Lab, { id }: Stored, from: number, to = from): Stored =>
  lab.make(ACCELERATOR_LISTENER, {
    acceleratorArn: id,
    protocol: "TCP",
    portRanges: [{ fromPort: from, toPort: to }],
  });

const addresses = (lab: Lab, made: Stored): string[] => {
  const [set] = lab.state(made)["ipSets"] as { ipAddresses: string[] }[];
  return set!.ipAddresses;
};

const alias = (lab: Lab, name: string): Stored => {
  const zone = lab.make(HOSTED_ZONE, { name: "shop.test" });
  return lab.make(DNS_RECORD, {
    zoneId: zone.id,
    name: "www",
    type: "A",
    aliases: [{ name, zoneId: "Z2BJ6XQ5FK7U4H", evaluateTargetHealth: false }],
  });
};

describe("Accelerator and its Listener", () => {
  it("has two addresses, which no change of it changes", () => {
    const lab = new Lab();
    const made = accelerator(lab);
    const had = addresses(lab, made);
    assert.equal(new Set([...had, ...addresses(lab, accelerator(lab))]).size, 4);
    assert.deepEqual(addresses(lab, lab.change(made, { name: "other", enabled: false })), had);
  });

  it("belongs to no region", () => {
    const lab = new Lab("eu-west-1");
    assert.match(accelerator(lab).id, /^arn:aws:globalaccelerator::123456789012:accelerator\//);
  });

  it("is a valid target of an alias", () => {
    const lab = new Lab();
    const { dnsName } = lab.state(accelerator(lab));
    assert.ok(alias(lab, dnsName as string));
  });

  it("is found by its ARN and by its name", () => {
    const lab = new Lab();
    const { id } = accelerator(lab, { tags: { owner: "platform" } });
    for (const inputs of [{ arn: id }, { name: "edge" }]) {
      const token = "aws:globalaccelerator/getAccelerator:getAccelerator";
      const found = lab.account.lookUp(token, lab.region, inputs);
      assert.equal(found["id"], id);
      assert.deepEqual(found["tags"], { owner: "platform" });
    }
  });

  it("writes flow logs to a bucket that exists", () => {
    const lab = new Lab();
    lab.make(BUCKET, { bucket: "logs" });
    const attributes = { flowLogsEnabled: true, flowLogsS3Bucket: "logs", flowLogsS3Prefix: "a" };
    assert.deepEqual(lab.state(accelerator(lab, { attributes }))["attributes"], attributes);
  });

  it("cannot be deleted before its listeners", () => {
    const lab = new Lab();
    const made = accelerator(lab);
    const its = listener(lab, made, 443);
    assert.throws(() => lab.account.remove(made), /AssociatedListenerFoundException/);
    lab.account.remove(its);
    lab.account.remove(made);
  });

  refuses([
    [
      "its name ends with a hyphen",
      (lab) => accelerator(lab, { name: "edge-" }),
      'name: expected up to 64 letters, digits, dots and hyphens, with no hyphen first or last, got "edge-"',
    ],
    [
      "flow logs have no place",
      (lab) => accelerator(lab, { attributes: { flowLogsEnabled: true } }),
      'attributes.flowLogsS3Bucket: "flowLogsS3Bucket" is required with flowLogsEnabled\nattributes.flowLogsS3Prefix: "flowLogsS3Prefix" is required with flowLogsEnabled',
    ],
    [
      "the bucket of its flow logs does not exist",
      (lab) =>
        accelerator(lab, {
          attributes: { flowLogsEnabled: true, flowLogsS3Bucket: "logs", flowLogsS3Prefix: "a" },
        }),
      "creating Global Accelerator Accelerator: operation error Global Accelerator: CreateAccelerator, api error InvalidArgumentException: The S3 bucket logs does not exist",
    ],
    [
      "ports are the wrong way round",
      (lab) => listener(lab, accelerator(lab), 443, 80),
      "portRanges[0]: fromPort 443 is above toPort 80",
    ],
    [
      "two listeners share a port",
      (lab) => {
        const made = accelerator(lab);
        listener(lab, made, 80, 90);
        listener(lab, made, 85);
      },
      "creating Global Accelerator Listener: operation error Global Accelerator: CreateListener, api error InvalidPortRangeException: The port range 85-85 overlaps one of another listener of the accelerator",
    ],
    [
      "a listener has no accelerator",
      (lab) => listener(lab, { ...accelerator(lab), id: "arn:none" }, 443),
      "creating Global Accelerator Listener: operation error Global Accelerator: CreateListener, api error AcceleratorNotFoundException: The request failed because arn:none doesn't exist.",
    ],
    [
      "an alias targets a missing accelerator",
      (lab) => alias(lab, "a1.awsglobalaccelerator.com"),
      "creating Route 53 Record: operation error Route 53: ChangeResourceRecordSets, api error InvalidChangeBatch: [Tried to create an alias that targets a1.awsglobalaccelerator.com., type A in zone Z2BJ6XQ5FK7U4H, but that target was not found]",
    ],
  ]);
});
