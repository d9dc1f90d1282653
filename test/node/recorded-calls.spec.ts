import assert from "node:assert/strict";
import { recordCalls } from "./recorded-calls";

describe("The calls of a node", () => {
  it("are these, on its own address and instance where AWS can tell resources apart", async () => {
    const { calls, allocationId, instanceId } = await recordCalls();
    const kinds = calls.map(({ action, resources, conditions }) => [action, resources, conditions]);
    const ec2 = "arn:aws:ec2:us-east-1:123456789012";
    assert.deepEqual(kinds, [
      ["autoscaling:SetInstanceHealth", ["*"], {}],
      ["s3:GetObject", ["arn:aws:s3:::holdfast-config/proxy/haproxy.cfg"], {}],
      ["cloudwatch:PutMetricData", ["*"], { "cloudwatch:namespace": "Holdfast" }],
      ["ec2:DescribeAddresses", ["*"], {}],
      ["ec2:DescribeInstances", ["*"], {}],
      [
        "ec2:AssociateAddress",
        [`${ec2}:elastic-ip/${allocationId}`, `${ec2}:instance/${instanceId}`],
        {},
      ],
      ["autoscaling:CompleteLifecycleAction", ["*"], {}],
    ]);
  });
});
