import {
  type Value,
  type Values,
  isGiven,
  isKnown,
  list,
  object,
  objects,
  text,
  texts,
} from "./values";
import { partitionOf } from "./partitions";
import { ACCOUNT_ID, arn, between, oneOf, region, repeated, tags } from "./shared";
import { DASHBOARD, METRIC_ALARM } from "./tokens";
import type { Problem, Properties, ResourceType, ValueCheck } from "./type";

const actions = {
  unordered: true,
  check: (value: Value) => {
    const wrong = texts(value).find((one) => isKnown(one) && !one.startsWith("arn:"));
    return wrong === undefined
      ? list(value).length > 5
        ? `at most 5 actions are allowed, got ${list(value).length}`
        : undefined
      : `expected the ARN of an action, such as an SNS topic's, got ${JSON.stringify(wrong)}`;
  },
};

const period: ValueCheck = (value) =>
  [10, 20, 30].includes(Number(value)) || (Number(value) > 0 && Number(value) % 60 === 0)
    ? undefined
    : `expected 10, 20, 30 or a multiple of 60 seconds, got ${JSON.stringify(value)}`;

const comparisons = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
];

const metric: Properties = {
  namespace: {},
  metricName: { required: true },
  dimensions: {},
  period: { required: true, check: period },
  stat: { required: true },
  unit: {},
};

/** The EC2 action of an alarm, which must be on that instance's metric. */
function instanceActionProblems(inputs: Values, region: string): Problem[] {
  const { InstanceId } = object(inputs["dimensions"]);
  return ["alarmActions", "okActions", "insufficientDataActions"].flatMap((property) =>
    texts(inputs[property]).flatMap((action) => {
      const [, name] =
        new RegExp(`^arn:${partitionOf(region)}:automate:${region}:ec2:(.*)$`).exec(action) ?? [];
      if (name === undefined) {
        return [];
      }
      if (!["recover", "reboot", "stop", "terminate"].includes(name)) {
        return [
          { property, reason: `expected ec2:recover, reboot, stop or terminate, got ${name}` },
        ];
      }
      return isGiven(InstanceId) && inputs["namespace"] === "AWS/EC2"
        ? []
        : [
            {
              property,
              reason: `ec2:${name} needs a metric of AWS/EC2 with the dimension InstanceId`,
            },
          ];
    }),
  );
}

function validate(inputs: Values, place: string): Problem[] {
  const problems: Problem[] = [];
  const need = (key: string, when: string): void => {
    if (!isGiven(inputs[key])) {
      problems.push({ property: key, reason: `"${key}" is required ${when}` });
    }
  };
  need("evaluationPeriods", "for an alarm");
  need("comparisonOperator", "for an alarm");
  need("threshold", "for an alarm on a fixed value");
  const queries = objects(inputs["metricQueries"]);
  if (isGiven(inputs["metricName"]) === isGiven(inputs["metricQueries"])) {
    problems.push({
      property: "metricName",
      reason: "exactly one of metricName and metricQueries must be given",
    });
  } else if (isGiven(inputs["metricName"])) {
    ["namespace", "period"].forEach((key) => need(key, "with metricName"));
    if (isGiven(inputs["statistic"]) === isGiven(inputs["extendedStatistic"])) {
      problems.push({
        property: "statistic",
        reason: "exactly one of statistic and extendedStatistic must be given with metricName",
      });
    }
  } else {
    const returned = queries.filter(({ returnData }) => returnData === true).length;
    const twice = repeated(queries.map(({ id }) => text(id)))[0];
    if (returned !== 1 || twice !== undefined) {
      problems.push({
        property: "metricQueries",
        reason:
          twice === undefined
            ? `exactly one query must have returnData: true, got ${returned}`
            : `the id ${twice} is given more than once`,
      });
    }
  }
  problems.push(...instanceActionProblems(inputs, text(inputs["region"]) || place));
  const { evaluationPeriods: periods, datapointsToAlarm: points, period: seconds } = inputs;
  if (isKnown(points) && isKnown(periods) && Number(points) > Number(periods)) {
    problems.push({
      property: "datapointsToAlarm",
      reason: `must not be above evaluationPeriods, which is ${Number(periods)}: got ${Number(points)}`,
    });
  }
  const longest = Number(seconds) >= 3600 ? 604800 : 86400;
  if (isKnown(seconds) && isKnown(periods) && Number(seconds) * Number(periods) > longest) {
    problems.push({
      property: "evaluationPeriods",
      reason: `Metrics cannot be checked across more than ${longest / 86400} day(s) (EvaluationPeriods * Period must be <= ${longest})`,
    });
  }
  return problems;
}

const alarm: ResourceType = {
  noun: "CloudWatch Metric Alarm",
  operations: {
    create: "CloudWatch: PutMetricAlarm",
    update: "CloudWatch: PutMetricAlarm",
    remove: "CloudWatch: DeleteAlarms",
  },
  missing: (id) => ["ResourceNotFound", `The alarm ${id} does not exist`],
  autoName: 255,
  id: ({ inputs }) => text(inputs["name"]),
  inputs: {
    name: { replaces: true },
    alarmDescription: {},
    actionsEnabled: { default: true },
    alarmActions: actions,
    okActions: actions,
    insufficientDataActions: actions,
    comparisonOperator: { check: oneOf(...comparisons) },
    evaluationPeriods: { check: between(1, 604800) },
    datapointsToAlarm: { check: between(1, 604800) },
    threshold: {},
    treatMissingData: {
      default: "missing",
      check: oneOf("missing", "ignore", "breaching", "notBreaching"),
    },
    namespace: {
      check: (value) =>
        /^[^:].{0,254}$/.test(text(value))
          ? undefined
          : `expected 1 to 255 characters, not beginning with a colon, got ${JSON.stringify(value)}`,
    },
    metricName: {},
    dimensions: {},
    period: { check: period },
    statistic: { check: oneOf("SampleCount", "Average", "Sum", "Minimum", "Maximum") },
    extendedStatistic: {},
    unit: {},
    metricQueries: {
      unordered: true,
      fields: {
        id: {
          required: true,
          check: (value) =>
            /^[a-z][a-zA-Z0-9_]*$/.test(text(value))
              ? undefined
              : `an id begins with a lower-case letter and has letters, digits and _, got ${JSON.stringify(value)}`,
        },
        expression: {},
        label: {},
        period: { check: period },
        returnData: {},
        metric: { fields: metric },
      },
    },
    region,
    tags,
  },
  computed: {
    arn: arn("cloudwatch", ({ id }) => `alarm:${id}`),
    evaluateLowSampleCountPercentiles: "",
  },
  validate,
};

const body: ValueCheck = (value) => {
  let parsed: Values;
  try {
    parsed = object(JSON.parse(text(value)) as Value);
  } catch {
    return "InvalidParameterInput: The dashboard body is invalid: it is no JSON";
  }
  const widgets = objects(parsed["widgets"]);
  const wrong = widgets.findIndex(
    ({ type, properties }) =>
      !["metric", "text", "log", "alarm", "explorer", "custom"].includes(text(type)) ||
      !isGiven(properties),
  );
  if (!Array.isArray(parsed["widgets"]) || wrong >= 0) {
    return `InvalidParameterInput: The dashboard body is invalid: ${wrong >= 0 ? `widgets[${wrong}] needs a known type and properties` : "widgets must be a list"}`;
  }
  return widgets.length > 500 ? "a dashboard has at most 500 widgets" : undefined;
};

const dashboard: ResourceType = {
  noun: "CloudWatch Dashboard",
  operations: {
    create: "CloudWatch: PutDashboard",
    update: "CloudWatch: PutDashboard",
    remove: "CloudWatch: DeleteDashboards",
  },
  missing: (id) => ["ResourceNotFound", `Dashboard ${id} does not exist`],
  id: ({ inputs }) => text(inputs["dashboardName"]),
  inputs: {
    dashboardName: {
      required: true,
      replaces: true,
      check: (value) =>
        /^[\w-]{1,255}$/.test(text(value))
          ? undefined
          : `expected at most 255 of the characters a-z, A-Z, 0-9, _ and -, got ${JSON.stringify(value)}`,
    },
    dashboardBody: { required: true, json: true, check: body },
    region,
  },
  computed: {
    dashboardArn: ({ id, partition }) =>
      `arn:${partition}:cloudwatch::${ACCOUNT_ID}:dashboard/${id}`,
  },
};

export const cloudwatchTypes: Record<string, ResourceType> = {
  [METRIC_ALARM]: alarm,
  [DASHBOARD]: dashboard,
};
