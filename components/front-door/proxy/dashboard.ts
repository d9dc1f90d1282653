import * as pulumi from "@pulumi/pulumi";
import { partitionOf } from "../../settings/partition";

interface Watched {
  readonly region: string;
  readonly groupNames: Readonly<Record<string, pulumi.Input<string>>>;
  readonly healthCheckIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The body of a CloudWatch dashboard of a proxy tier: addresses, traffic, instances, failures. */
export function renderDashboard({ region, groupNames, healthCheckIds }: Watched) {
  const perNode = (namespace: string, metric: string) =>
    Object.entries(groupNames).map(([node, group]) => [
      namespace,
      metric,
      "AutoScalingGroupName",
      group,
      { label: node },
    ]);
  const perAddress = Object.entries(healthCheckIds).map(([key, id]) => [
    "AWS/Route53",
    "HealthCheckStatus",
    "HealthCheckId",
    id,
    { label: key },
  ]);
  const failures = ["ClaimFailed", "BootFailed", "ConfigFailed"].flatMap((metric) =>
    perNode("Holdfast", metric),
  );
  const charts = [
    {
      title: "Addresses healthy",
      metrics: perAddress,
      region: partitionOf(region).route53Region,
      stat: "Minimum",
    },
    { title: "Bytes sent", metrics: perNode("AWS/EC2", "NetworkOut"), region, stat: "Sum" },
    { title: "CPU", metrics: perNode("AWS/EC2", "CPUUtilization"), region, stat: "Average" },
    {
      title: "Instances in service",
      metrics: perNode("AWS/AutoScaling", "GroupInServiceInstances"),
      region,
      stat: "Minimum",
    },
    { title: "Failures that nodes report", metrics: failures, region, stat: "Sum" },
  ];
  return pulumi.jsonStringify({
    widgets: charts.map((properties, index) => ({
      type: "metric",
      width: 12,
      height: 6,
      x: (index % 2) * 12,
      y: Math.floor(index / 2) * 6,
      properties: { ...properties, period: 60, view: "timeSeries" },
    })),
  });
}
