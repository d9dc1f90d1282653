import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type NetworkFromArgs, networkFrom } from "../../../components/network/network-from";

const subnets = (letter: string) => ({
  "eu-west-1a": { id: `subnet-${letter}1`, cidr: "10.0.0.0/24" },
  "eu-west-1b": { id: `subnet-${letter}2`, cidr: "10.0.1.0/24" },
});

const args: NetworkFromArgs = {
  vpcId: "vpc-1",
  cidr: "10.0.0.0/16",
  publicSubnets: subnets("a"),
  privateSubnets: subnets("b"),
};

/** As a StackReference has them. */
const outputs: NetworkFromArgs = {
  ...args,
  publicSubnets: pulumi.output(subnets("a")),
  privateSubnets: pulumi.output(subnets("b")),
};

const valueOf = <T>(input: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> =>
  new Promise((resolve, reject) => {
    pulumi.output(input).apply(resolve);
    process.once("unhandledRejection", reject);
  });

describe("networkFrom", () => {
  it("takes the subnets as they are", () => {
    const network = networkFrom(args);
    assert.deepEqual(network.publicSubnets, subnets("a"));
    assert.deepEqual(network.frontDoorSubnets, subnets("a"));
    assert.deepEqual(
      networkFrom({ ...args, frontDoorTier: "private" }).frontDoorSubnets,
      subnets("b"),
    );
  });

  it("takes subnets of an output, in the zones that are named", async () => {
    const network = networkFrom({ ...outputs, availabilityZones: ["eu-west-1a", "eu-west-1b"] });
    assert.deepEqual(await valueOf(network.publicSubnets), subnets("a"));
    assert.deepEqual(await valueOf(network.privateSubnets), subnets("b"));
  });

  it("fails when subnets are an output and no zones are named", () => {
    assert.throws(() => networkFrom(outputs), /is missing: publicSubnets is an output/);
  });

  it("fails when the output has no subnet in a zone", async () => {
    const network = networkFrom({ ...outputs, availabilityZones: ["eu-west-1a", "eu-west-1c"] });
    await assert.rejects(
      valueOf(network.publicSubnets["eu-west-1c"]!.id),
      /publicSubnets: eu-west-1c is missing\. The output has eu-west-1a and eu-west-1b\./,
    );
  });
});
