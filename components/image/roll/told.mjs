// @ts-check
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { clientConfig } from "../../scripts/aws-client.mjs";

const DAY = 86_400_000;

const client = new CloudWatchClient(clientConfig);

/**
 * Whether an instance has told CloudWatch that it can take over, by the metric Ready.
 *
 * @param {"AutoScalingGroupName" | "Pair"} owner
 * @param {string} name of the group or the pair
 * @param {string} instance
 * @param {Date} [since] by default two weeks ago
 */
export async function hasTold(owner, name, instance, since = new Date(Date.now() - 14 * DAY)) {
  const { Datapoints = [] } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace: "Holdfast",
      MetricName: "Ready",
      Dimensions: [
        { Name: owner, Value: name },
        { Name: "InstanceId", Value: instance },
      ],
      StartTime: since,
      EndTime: new Date(Date.now() + DAY),
      Period: since < new Date(Date.now() - DAY) ? 3600 : 60,
      Statistics: ["SampleCount"],
    }),
  );
  return Datapoints.length > 0;
}
