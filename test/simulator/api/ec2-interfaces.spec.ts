import assert from "node:assert/strict";
import { INSTANCE, NETWORK_INTERFACE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { ApiLab, all } from "./api-lab";

describe("EC2 API, network interfaces", () => {
  let lab: ApiLab;
  let own: Stored;
  let node: Stored;
  beforeEach(async () => {
    lab = await ApiLab.open();
    own = lab.aws.make(NETWORK_INTERFACE, { subnetId: lab.aws.subnet(lab.aws.vpc()).id });
    node = lab.aws.make(INSTANCE, {
      ami: "ami-0123456789abcdef0",
      instanceType: "t3.small",
      primaryNetworkInterface: { networkInterfaceId: own.id },
    });
  });
  afterEach(() => lab.api.close());

  const describeCheck = (NetworkInterfaceId: string, Attribute = "sourceDestCheck") =>
    lab.call("ec2", "DescribeNetworkInterfaceAttribute", { NetworkInterfaceId, Attribute });
  const turnOff = (NetworkInterfaceId: string) =>
    lab.call("ec2", "ModifyNetworkInterfaceAttribute", {
      NetworkInterfaceId,
      "SourceDestCheck.Value": "false",
    });

  it("turns the check of source and destination off, for the instance as well", async () => {
    assert.deepEqual(all(await describeCheck(own.id), "value"), ["true"]);
    assert.deepEqual(all(await turnOff(own.id), "return"), ["true"]);
    assert.deepEqual(all(await describeCheck(own.id), "value"), ["false"]);
    assert.equal(lab.aws.state(node)["sourceDestCheck"], false);
  });

  it("knows the network interface that came with an instance", async () => {
    const other = lab.instance();
    const id = lab.aws.state(other)["primaryNetworkInterfaceId"] as string;
    await turnOff(id);
    assert.deepEqual(all(await describeCheck(id), "value"), ["false"]);
    assert.equal(lab.aws.state(other)["sourceDestCheck"], false);
  });

  it("shows the check before a change for as many reads as asked for", async () => {
    lab.api.faults.staleReads = 1;
    await turnOff(own.id);
    assert.deepEqual(all(await describeCheck(own.id), "value"), ["true"]);
    assert.deepEqual(all(await describeCheck(own.id), "value"), ["false"]);
  });

  it("shows a policy the network interface and what becomes of the attribute", async () => {
    await turnOff(own.id);
    const [call] = lab.api.calls;
    assert.deepEqual(
      [call?.resources, call?.conditions],
      [
        [`arn:aws:ec2:us-east-1:123456789012:network-interface/${own.id}`],
        { "ec2:Attribute/SourceDestCheck": "false" },
      ],
    );
  });

  it("fails for one that does not exist, and for other attributes", async () => {
    const missing = "eni-0123456789abcdef0";
    for (const answer of [await describeCheck(missing), await turnOff(missing)]) {
      assert.deepEqual(all(answer, "Code"), ["InvalidNetworkInterfaceID.NotFound"]);
    }
    assert.match(
      await describeCheck(own.id, "groupSet"),
      /only the attribute sourceDestCheck is modelled, got groupSet/,
    );
    const described = await lab.call("ec2", "ModifyNetworkInterfaceAttribute", {
      NetworkInterfaceId: own.id,
      "Description.Value": "x",
    });
    assert.match(described, /only the attribute sourceDestCheck is modelled/);
  });
});
