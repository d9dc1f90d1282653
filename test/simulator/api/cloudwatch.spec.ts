import assert from "node:assert/strict";
import { ApiLab, all } from "./api-lab";

describe("CloudWatch API", () => {
  let lab: ApiLab;
  beforeEach(async () => (lab = await ApiLab.open()));
  afterEach(() => lab.api.close());

  it("keeps metric values with their dimensions", async () => {
    await lab.call("cloudwatch", "PutMetricData", {
      Namespace: "Holdfast",
      "MetricData.member.1.MetricName": "ClaimFailed",
      "MetricData.member.1.Value": "1.0",
      "MetricData.member.1.Dimensions.member.1.Name": "AutoScalingGroupName",
      "MetricData.member.1.Dimensions.member.1.Value": "proxy-a1",
    });
    assert.deepEqual(lab.api.metrics, [
      {
        namespace: "Holdfast",
        name: "ClaimFailed",
        value: 1,
        dimensions: { AutoScalingGroupName: "proxy-a1" },
      },
    ]);
  });

  it("fails when the namespace is missing or AWS's own", async () => {
    for (const parameters of [{}, { Namespace: "AWS/EC2" }]) {
      const answer = await lab.call("cloudwatch", "PutMetricData", parameters);
      assert.deepEqual(all(answer, "Code"), ["InvalidParameterValue"]);
    }
    assert.deepEqual(lab.api.metrics, []);
  });
});
