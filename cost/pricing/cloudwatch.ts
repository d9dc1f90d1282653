import type { Resource } from "../../stack/resource";
import {
  type Charge,
  type Context,
  type Pricer,
  type SharedCharge,
  listIn,
  objectOf,
  textOf,
} from "./pricing";

/** High-resolution and composite alarms have separate prices. */
const HIGH_RESOLUTION_SECONDS = 60;

/** Alarms: one price for each metric of an alarm. */
function priceAlarm({ inputs }: Resource): Charge[] {
  const queries = Array.isArray(inputs["metricQueries"]) ? inputs["metricQueries"] : [];
  const metrics = queries.map(objectOf).filter((query) => query["metric"] !== undefined);
  const period = Number(textOf(inputs["period"]) || 300);
  if (period < HIGH_RESOLUTION_SECONDS) return [{ unpriced: "high-resolution-alarm" }];
  return [{ what: "alarm", price: "alarm-month", quantity: metrics.length || 1 }];
}

/** The custom metric of an alarm, as text; undefined for an AWS metric. */
function customMetric({ urn, inputs }: Resource): string | undefined {
  const namespace = textOf(inputs["namespace"]);
  if (namespace === "" || namespace.startsWith("AWS/")) return undefined;
  const dimensions = Object.values(objectOf(inputs["dimensions"]));
  // An unknown dimension counts as a separate one.
  const known = dimensions.length > 0 && dimensions.every((value) => value !== undefined);
  const key = known ? JSON.stringify(inputs["dimensions"]) : urn;
  return [namespace, textOf(inputs["metricName"]), key].join(" ");
}

/** Alarms, and their custom metrics. */
export const alarms: Pricer = {
  each: priceAlarm,
  together: (all): SharedCharge[] => {
    const watched = new Map<string, Resource>();
    for (const alarm of all) {
      const metric = customMetric(alarm);
      if (metric !== undefined && !watched.has(metric)) watched.set(metric, alarm);
    }
    if (watched.size === 0) return [];
    return [
      {
        of: [...watched.values()],
        what: "custom metrics with alarms",
        price: "metric-month",
        quantity: watched.size,
        assumption:
          "custom metrics with alarms are sent every hour; one that is only sent on failure costs almost nothing",
      },
    ];
  },
};

export const dashboards: Pricer = {
  each: () => [{ what: "dashboard", price: "dashboard-month", quantity: 1 }],
};

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const isToBucket = ({ inputs }: Resource): boolean => inputs["logDestinationType"] === "s3";

/** Flow logs: the ingested GB of all of them. */
export const flowLogs: Pricer = {
  together: (of, { usage }) => [
    {
      of,
      what: "flow logs ingested",
      price: of.every(isToBucket) ? "flow-logs-s3-gb" : "flow-logs-gb",
      quantity: usage.flowLogsGb,
      assumption: "usage.flowLogsGb; storage of logs is not counted",
    },
  ],
};

const place = ({ name, parent }: Resource): string => [name, parent].join(" ");

/** Destinations of flow logs: names of log groups, or references to those with unknown names. */
const flowLogTargets = (context: Context): ReadonlySet<string> =>
  new Set(
    context.all(FLOW_LOG).flatMap((log) => {
      const [, name] = /:log-group:([^:]+)/.exec(textOf(log.inputs["logDestination"])) ?? [];
      return [place(log), ...(name === undefined ? [] : [name])];
    }),
  );

function isOfFlowLog(group: Resource, context: Context): boolean {
  const targets = context.once(flowLogTargets);
  return targets.has(place(group)) || (group.id !== undefined && targets.has(group.id));
}

/** Log groups: the ingested GB of all except those of flow logs. */
export const logGroups: Pricer = {
  together: (all, context) => {
    const of = all.filter((group) => !isOfFlowLog(group, context));
    if (of.length === 0) return [];
    return [
      {
        of,
        what: "logs ingested",
        price: "logs-gb",
        quantity: context.usage.logsGb,
        assumption: "usage.logsGb; storage of logs is not counted",
      },
    ];
  },
};

/** Each combination of dimensions of a metric filter is a custom metric. */
export const metricFilters: Pricer = {
  each: (filter) => [
    {
      what: "custom metric of a log filter",
      price: "metric-month",
      quantity: Math.max(1, listIn(filter, "metricTransformations").length),
    },
  ],
};
