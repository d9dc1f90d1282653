import assert from "node:assert/strict";
import type { GroupDecision } from "../../../lambda/follow-addresses/decide";
import { renderMetrics } from "../../../lambda/follow-addresses/metrics";

const group = (name: string, addresses: number | undefined, absent: number): GroupDecision => ({
  targetGroupArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/1`,
  register: [],
  deregister: [],
  addresses,
  absent,
});

const outcome = {
  groups: [group("blue", 8, 1), group("green", undefined, 2)],
  added: 4,
  removed: 5,
  errors: 1,
  secondsSinceSuccess: 120,
};
const settings = { countAddresses: true, functionName: "follower", metricNamespace: "Holdfast" };

const values = (rendered: ReturnType<typeof renderMetrics>) =>
  rendered.MetricData.map(({ MetricName, Value, Dimensions }) => [
    MetricName,
    Value,
    ...Dimensions.map((dimension) => `${dimension.Name}=${dimension.Value}`),
  ]);

describe("renderMetrics", () => {
  it("tells what was done, what is absent and how old the last success is, in one call", () => {
    const rendered = renderMetrics(outcome, settings);
    assert.equal(rendered.Namespace, "Holdfast");
    assert.deepEqual(values(rendered), [
      ["AddressesAdded", 4, "FunctionName=follower"],
      ["AddressesRemoved", 5, "FunctionName=follower"],
      ["AddressesAbsent", 3, "FunctionName=follower"],
      ["Errors", 1, "FunctionName=follower"],
      ["SecondsSinceSuccess", 120, "FunctionName=follower"],
      ["AddressCount", 8, "FunctionName=follower", "TargetGroup=targetgroup/blue/1"],
    ]);
  });

  it("has no number of addresses when the flag is off", () => {
    const rendered = renderMetrics(outcome, { ...settings, countAddresses: false });
    assert.ok(rendered.MetricData.every(({ MetricName }) => MetricName !== "AddressCount"));
  });
});
