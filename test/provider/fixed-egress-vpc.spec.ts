import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { FixedEgressVpc } from "../../provider/fixed-egress-vpc";
import { record } from "../support/recorder";

const args = { cidr: "10.20.0.0/16", availabilityZones: ["us-east-1b", "us-east-1a"] };

describe("FixedEgressVpc", () => {
  for (const [gateways, names] of [
    [undefined, ["net-nat-a", "net-nat-b"]],
    ["single", ["net-nat-b"]],
    ["regional", ["net-nat"]],
  ] as const) {
    it(`has the NAT gateways of ${gateways ?? "the default"}`, async () => {
      const given = gateways === undefined ? args : { ...args, gateways };
      const { resources } = await record(() => new FixedEgressVpc("net", given));
      const nats = resources.filter(({ type }) => type === "aws:ec2/natGateway:NatGateway");
      assert.deepEqual(nats.map(({ name }) => name).sort(), names);
    });
  }

  it("refuses other gateways, and outputs in the place of plain values", async () => {
    await record(() => {
      assert.throws(
        () => new FixedEgressVpc("net", { ...args, gateways: "both" }),
        /must be perAz, single or regional \(got both\)/,
      );
      const cidr = pulumi.output(args.cidr) as unknown as string;
      assert.throws(
        () => new FixedEgressVpc("other", { ...args, cidr }),
        pulumi.InputPropertiesError,
      );
    });
  });
});
