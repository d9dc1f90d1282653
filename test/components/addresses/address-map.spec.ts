import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type AddressMap, addressOf } from "../../../components/addresses/address-map";
import { StaticAddresses } from "../../../components/addresses/static-addresses";
import { ProxyTier } from "../../../components/front-door/haproxy/proxy-tier";
import { record } from "../../support/recorder";
import { valueOf, vpcNamed } from "../backend/backends";

const MAP = {
  "entry-a1": { allocationId: "eipalloc-0123456789abcdef0", publicIp: "203.0.113.1" },
  "entry-b1": { allocationId: "eipalloc-0123456789abcdef1", publicIp: "203.0.113.2" },
};

/** Records a tier whose arguments are outputs, with addresses in this form. */
const recordTier = (form: (addresses: StaticAddresses["addresses"]) => AddressMap) =>
  record(() => {
    const { addresses } = new StaticAddresses("ips", {
      addresses: {
        "entry-a1": { role: "ingress", holder: "node-a1" },
        "entry-b1": { role: "ingress", holder: "node-b1" },
      },
    });
    new ProxyTier("entry", {
      vpc: vpcNamed("net", "10.20.0.0/16"),
      nodesPerAz: 1,
      addresses: form(addresses),
      instanceType: pulumi.output("c7g.large"),
      haproxy: { backend: { host: pulumi.output("live.example.com"), port: 443 } },
      backends: {},
      tags: { owner: pulumi.output("platform") },
    });
  });

describe("a map of addresses", () => {
  it("may be an output as a whole, or have outputs", async () => {
    const parts = { "entry-a1": { ...MAP["entry-a1"], publicIp: pulumi.output("203.0.113.1") } };
    for (const map of [MAP, pulumi.output(MAP), Promise.resolve(MAP), parts]) {
      const { allocationId, publicIp } = addressOf(map, "entry-a1");
      assert.equal(await valueOf(allocationId), "eipalloc-0123456789abcdef0");
      assert.equal(await valueOf(publicIp), "203.0.113.1");
    }
  });

  it("fails when an output lacks a key", async () => {
    const { "entry-a1": one } = MAP;
    const { allocationId } = addressOf(pulumi.output({ "entry-a1": one }), "entry-b1");
    const { promise } = allocationId as unknown as { promise: () => Promise<string> };
    await assert.rejects(promise(), {
      message: "addresses: entry-b1 is missing. The output has entry-a1.",
    });
  });

  it("gives a tier the same resources as an output", async () => {
    const plain = await recordTier((addresses) => addresses);
    const later = await recordTier((addresses) => pulumi.output(addresses));
    assert.equal(later.inventory(), plain.inventory());
    for (const node of ["a1", "b1"]) {
      const { inputs } = later.find(`entry-${node}`, "aws:autoscaling/group:Group");
      const tags = inputs["tags"] as { key: string; value: string }[];
      const { id } = later.find(`ips-entry-${node}`, "aws:ec2/eip:Eip").outputs;
      const values = Object.fromEntries(tags.map(({ key, value }) => [key, value]));
      assert.equal(values["holdfast-allocation-id"], id);
      assert.equal(values["owner"], "platform");
    }
  });
});
