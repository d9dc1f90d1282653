import { AwsError } from "../model/errors";
import { INSTANCE } from "../model/tokens";
import { type Values, objects, text } from "../model/values";
import type { Action, PolicyView } from "./call";

/** One value of a metric, as it was put. */
export interface MetricValue {
  readonly namespace: string;
  readonly name: string;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The metric values of a PutMetricData call. */
export function metricsOf(body: Values): MetricValue[] {
  const namespace = text(body["Namespace"]);
  if (!namespace || namespace.startsWith("AWS/")) {
    throw new AwsError(
      "InvalidParameterValue",
      "The value for parameter Namespace must be given and must not start with AWS/",
    );
  }
  return objects(body["MetricData"]).map((metric) => ({
    namespace,
    name: text(metric["MetricName"]),
    value: Number(metric["Value"] ?? 0),
    dimensions: Object.fromEntries(
      objects(metric["Dimensions"]).map(({ Name, Value }) => [text(Name), text(Value)]),
    ),
  }));
}

const putMetricData: Action = ({ body }) => {
  metricsOf(body);
  return {};
};

/** What an instance that is not marked unhealthy has told after its boot; of other metrics, nothing. */
const getMetricStatistics: Action = ({ account, region, body, faults }) => {
  const instance = objects(body["Dimensions"]).find(({ Name }) => Name === "InstanceId")?.["Value"];
  const id = text(instance);
  const told = account.find(INSTANCE, id, region) && !faults.unhealthy.has(id);
  return {
    Label: body["MetricName"],
    Datapoints:
      told && body["MetricName"] === "Ready"
        ? [{ Timestamp: Math.floor(Date.now() / 1000), SampleCount: 1, Unit: "Count" }]
        : [],
  };
};

export const cloudwatchActions: Readonly<Record<string, Action>> = {
  GetMetricStatistics: getMetricStatistics,
  PutMetricData: putMetricData,
};

export const cloudwatchPolicyViews: Readonly<Record<string, PolicyView>> = {
  PutMetricData: ({ body }) => ({
    conditions: { "cloudwatch:namespace": text(body["Namespace"]) },
  }),
};
