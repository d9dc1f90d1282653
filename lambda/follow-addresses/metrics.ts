import { type CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { GroupDecision } from "./decide";
import type { Settings } from "./settings";

/** How a run went. */
export interface Outcome {
  readonly groups: readonly GroupDecision[];
  /** Targets that were registered, and deregistered, with success. */
  readonly added: number;
  readonly removed: number;
  readonly errors: number;
  /** Since the last run without errors, or since this process was started; 0 after such a run. */
  readonly secondsSinceSuccess: number;
}

type Plan = Pick<Settings, "countAddresses" | "functionName" | "metricNamespace">;

/** `targetgroup/<name>/<id>`, as the metrics of load balancers name it. */
const suffixOf = (targetGroupArn: string): string => targetGroupArn.split(":").at(-1)!;

/** The input of the one PutMetricData call of a run. */
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
