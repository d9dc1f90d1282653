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

/** How many dimensions a metric can have: CloudWatch's API reference, MetricDatum. */
const MOST_DIMENSIONS = 30;

/** The metric values of a PutMetricData call. */
export function metricsOf(body: Values): MetricValue[] {
  const namespace = text(body["Namespace"]);
  if (!namespace || namespace.startsWith("AWS/")) {
    throw new AwsError(
      "InvalidParameterValue",
      "The value for parameter Namespace must be given and must not start with AWS/",
    );
  }
  const metrics = objects(body["MetricData"]);
  if (metrics.some(({ Dimensions }) => objects(Dimensions).length > MOST_DIMENSIONS)) {
    throw new AwsError(
      "InvalidParameterValue",
      `The collection MetricData.member.1.Dimensions must not have a size greater than ${MOST_DIMENSIONS}.`,
    );
  }
  return metrics.map((metric) => ({
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

/** A time as the JSON protocol has it, in seconds, or as the query protocol has it. */
const secondsOf = (time: unknown): number =>
  typeof time === "number" ? time : Date.parse(text(time as string)) / 1000;

/** Rejects invalid queries as CloudWatch does: its API reference, GetMetricStatistics. */
function checkQuestion({ StartTime, EndTime, Period }: Values): void {
  const [start, end, period] = [secondsOf(StartTime), secondsOf(EndTime), Number(Period)];
  if (start >= end) {
    throw new AwsError(
      "InvalidParameterValue",
      "The parameter StartTime must be less than the parameter EndTime.",
    );
  }
  if (![1, 5, 10, 30].includes(period) && period % 60 !== 0) {
    throw new AwsError(
      "InvalidParameterValue",
      "The parameter Period must be 1, 5, 10, 30 or a multiple of 60.",
    );
  }
}

/** The metric values of an instance that is neither marked unhealthy nor silent; none for other metrics. */
const getMetricStatistics: Action = ({ account, region, body, faults }) => {
  checkQuestion(body);
  const instance = objects(body["Dimensions"]).find(({ Name }) => Name === "InstanceId")?.["Value"];
  const id = text(instance);
  const fails = faults.unhealthy.has(id) || faults.silent.has(id);
  const told = account.find(INSTANCE, id, region) && !fails;
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
