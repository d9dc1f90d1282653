import type { GetMetricStatisticsInput, MetricDatum } from "@aws-sdk/client-cloudwatch";
import { type Case, type Difference, casesOf } from "../case";
import type { World } from "../world";

const Namespace = "Holdfast";

const put = casesOf("cloudwatch:PutMetricData");
const read = casesOf("cloudwatch:GetMetricStatistics");

const API = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference";

const putting = (
  before: string,
  answer: string,
  datum: MetricDatum,
  namespace = Namespace,
  moto?: Difference,
): Case =>
  put(
    before,
    (world) =>
      Promise.resolve({
        call: async () => {
          await world.cloudWatch.putMetricData({ Namespace: namespace, MetricData: [datum] });
          return "done";
        },
      }),
    answer,
    moto,
  );

const metric = { MetricName: "Ready", Value: 1, Unit: "Count" as const };
const dimension = (Name: string, Value: string) => ({ Name, Value });

const WRITES: readonly Case[] = [
  putting("a value with one dimension", "done", {
    ...metric,
    Dimensions: [dimension("Pair", "main")],
  }),
  putting("a value with two dimensions", "done", {
    ...metric,
    Dimensions: [dimension("AutoScalingGroupName", "a1"), dimension("InstanceId", "i-1")],
  }),
  putting("a value of zero", "done", { ...metric, Value: 0 }),
  putting("a namespace that is AWS's", "InvalidParameterValue", metric, "AWS/EC2", {
    answer: "done",
    why: "namespaces that begin with AWS/ are AWS's own",
    source: `${API}/API_PutMetricData.html`,
  }),
  putting(
    "more than 30 dimensions",
    "InvalidParameterValue",
    {
      ...metric,
      Dimensions: Array.from({ length: 31 }, (_, index) => dimension(`d${index}`, "x")),
    },
    Namespace,
    {
      answer: "done",
      why: "a metric has up to 30 dimensions",
      source: `${API}/API_MetricDatum.html`,
    },
  ),
];

async function datapoints(
  { cloudWatch }: World,
  instance: string,
  more: Partial<GetMetricStatisticsInput> = {},
): Promise<number> {
  const { Datapoints = [] } = await cloudWatch.getMetricStatistics({
    Namespace,
    MetricName: "Ready",
    Dimensions: [dimension("AutoScalingGroupName", "a1"), dimension("InstanceId", instance)],
    StartTime: new Date(Date.now() - 3_600_000),
    EndTime: new Date(Date.now() + 60_000),
    Period: 60,
    Statistics: ["SampleCount"],
    ...more,
  });
  return Datapoints.length;
}

const READS: readonly Case[] = [
  read(
    "no instance has reported",
    (world) => Promise.resolve({ call: () => datapoints(world, "i-0123456789abcdef0") }),
    "0",
  ),
  read(
    "the instance has reported",
    async (world) => {
      const instance = await world.makers.instance();
      await world.cloudWatch.putMetricData({
        Namespace,
        MetricData: [
          {
            ...metric,
            Dimensions: [
              dimension("AutoScalingGroupName", "a1"),
              dimension("InstanceId", instance),
            ],
          },
        ],
      });
      return { call: () => datapoints(world, instance) };
    },
    "1",
  ),
  read(
    "the instance has reported, but another metric",
    async (world) => {
      const instance = await world.makers.instance();
      return { call: () => datapoints(world, instance, { MetricName: "NeverPut" }) };
    },
    "0",
  ),
  read(
    "a start after the end",
    (world) =>
      Promise.resolve({
        call: () =>
          datapoints(world, "i-0123456789abcdef0", {
            StartTime: new Date(),
            EndTime: new Date(Date.now() - 60_000),
          }),
      }),
    "InvalidParameterValue",
  ),
  read(
    "a period that is not in whole minutes",
    (world) =>
      Promise.resolve({ call: () => datapoints(world, "i-0123456789abcdef0", { Period: 90 }) }),
    "InvalidParameterValue",
    {
      answer: "0",
      why: "a period is 1, 5, 10, 30 or a multiple of 60 seconds",
      source: `${API}/API_GetMetricStatistics.html`,
    },
  ),
];

export const METRIC_CASES: readonly Case[] = [...WRITES, ...READS];
