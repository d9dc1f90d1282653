import assert from "node:assert/strict";
import { renderDashboard } from "../../../../components/front-door/proxy/dashboard";

interface Body {
  widgets: { x: number; y: number; properties: { title: string; metrics: unknown[][] } }[];
}

describe("renderDashboard", () => {
  it("draws a line for each node or address in every chart, without overlap", async () => {
    const text = await new Promise<string>((resolve) =>
      renderDashboard({
        region: "eu-west-1",
        groupNames: { a1: "group-a1", b1: "group-b1" },
        healthCheckIds: { "entry-a1": "check-a1" },
      }).apply(resolve),
    );
    const { widgets } = JSON.parse(text) as Body;
    assert.deepEqual(
      widgets.map(({ properties }) => [properties.title, properties.metrics.length]),
      [
        ["Addresses healthy", 1],
        ["Bytes sent", 2],
        ["CPU", 2],
        ["Instances in service", 2],
        ["Failures that nodes report", 6],
      ],
    );
    assert.deepEqual(widgets[1]?.properties.metrics[1], [
      "AWS/EC2",
      "NetworkOut",
      "AutoScalingGroupName",
      "group-b1",
      { label: "b1" },
    ]);
    assert.equal(new Set(widgets.map(({ x, y }) => `${x} ${y}`)).size, widgets.length);
  });
});
