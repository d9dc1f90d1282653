import { type CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { GroupDecision } from "./decide";
import type { Settings } from "./settings";

/** Result of a run. */
export interface Outcome {
  readonly groups: readonly GroupDecision[];
  /** Number of targets that were registered, and deregistered. */
  readonly added: number;
  readonly removed: number;
  readonly errors: number;
  /** Since the last run without errors, or since the start of this process; 0 after such a run. */
  readonly secondsSinceSuccess: number;
}

type Plan = Pick<Settings, "countAddresses" | "functionName" | "metricNamespace">;

/** Returns `targetgroup/<name>/<id>`, as in the metrics of load balancers. */
const suffixOf = (targetGroupArn: string): string => targetGroupArn.split(":").at(-1)!;

/** Renders the input of a run's PutMetricData call. */
export function renderMetrics(outcome: Outcome, settings: Plan) {
  const dimensions = [{ Name: "FunctionName", Value: settings.functionName }];
  const count = (MetricName: string, Value: number) => ({
    MetricName,
    Value,
    Unit: "Count" as const,
    Dimensions: dimensions,
  });
  const counted = settings.countAddresses ? outcome.groups : [];
  return {
    Namespace: settings.metricNamespace,
    MetricData: [
      count("AddressesAdded", outcome.added),
      count("AddressesRemoved", outcome.removed),
      count(
        "AddressesAbsent",
        outcome.groups.reduce((sum, { absent }) => sum + absent, 0),
      ),
      count("Errors", outcome.errors),
      {
        MetricName: "SecondsSinceSuccess",
        Value: outcome.secondsSinceSuccess,
        Unit: "Seconds" as const,
        Dimensions: dimensions,
      },
      ...counted.flatMap(({ targetGroupArn, addresses }) =>
        addresses === undefined
          ? []
          : [
              {
                ...count("AddressCount", addresses),
                Dimensions: [
                  ...dimensions,
                  { Name: "TargetGroup", Value: suffixOf(targetGroupArn) },
                ],
              },
            ],
      ),
    ],
  };
}

export async function putMetrics(
  client: CloudWatchClient,
  outcome: Outcome,
  settings: Plan,
): Promise<void> {
  await client.send(new PutMetricDataCommand(renderMetrics(outcome, settings)));
}
