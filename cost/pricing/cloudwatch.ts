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

/** Alarms that look at each second or at several at once have prices of their own. */
const HIGH_RESOLUTION_SECONDS = 60;

/** Alarms: one price for each metric that an alarm looks at. */
function priceAlarm({ inputs }: Resource): Charge[] {
  const queries = Array.isArray(inputs["metricQueries"]) ? inputs["metricQueries"] : [];
  const metrics = queries.map(objectOf).filter((query) => query["metric"] !== undefined);
  const period = Number(textOf(inputs["period"]) || 300);
  if (period < HIGH_RESOLUTION_SECONDS) return [{ unpriced: "high-resolution-alarm" }];
  return [{ what: "alarm", price: "alarm-month", quantity: metrics.length || 1 }];
}

/** The custom metric that an alarm watches, as text; undefined for a metric of AWS's own. */
function customMetric({ urn, inputs }: Resource): string | undefined {
  const namespace = textOf(inputs["namespace"]);
  if (namespace === "" || namespace.startsWith("AWS/")) return undefined;
  const dimensions = Object.values(objectOf(inputs["dimensions"]));
  // A dimension that is not known yet is taken for one of its own.
  const known = dimensions.length > 0 && dimensions.every((value) => value !== undefined);
  const key = known ? JSON.stringify(inputs["dimensions"]) : urn;
  return [namespace, textOf(inputs["metricName"]), key].join(" ");
}

/** Alarms, and the custom metrics that they watch. */
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
        what: "custom metrics that alarms watch",
        price: "metric-month",
        quantity: watched.size,
        assumption:
          "custom metrics that alarms watch are sent every hour; one that is sent on failure only costs next to nothing",
      },
    ];
  },
};

export const dashboards: Pricer = {
  each: () => [{ what: "dashboard", price: "dashboard-month", quantity: 1 }],
};

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const isToBucket = ({ inputs }: Resource): boolean => inputs["logDestinationType"] === "s3";

/** Flow logs: the GB that all of them take in. */
export const flowLogs: Pricer = {
  together: (of, { usage }) => [
    {
      of,
      what: "flow logs taken in",
      price: of.every(isToBucket) ? "flow-logs-s3-gb" : "flow-logs-gb",
      quantity: usage.flowLogsGb,
      assumption: "usage.flowLogsGb; keeping logs is not counted",
    },
  ],
};

const place = ({ name, parent }: Resource): string => [name, parent].join(" ");

/** Where flow logs go: names of log groups, and places of those whose names are not known yet. */
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

/** Log groups: the GB that all but those of flow logs take in. */
export const logGroups: Pricer = {
  together: (all, context) => {
    const of = all.filter((group) => !isOfFlowLog(group, context));
    if (of.length === 0) return [];
    return [
      {
        of,
        what: "logs taken in",
        price: "logs-gb",
        quantity: context.usage.logsGb,
        assumption: "usage.logsGb; keeping logs is not counted",
      },
    ];
  },
};

/** Dimensions of metrics that a metric filter makes of logs are custom metrics. */
export const metricFilters: Pricer = {
  each: (filter) => [
    {
      what: "custom metric of a log filter",
      price: "metric-month",
      quantity: Math.max(1, listIn(filter, "metricTransformations").length),
    },
  ],
};
