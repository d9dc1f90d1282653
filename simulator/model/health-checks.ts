import { randomUUID } from "node:crypto";
import { isIPv4 } from "node:net";
import { AwsError } from "./errors";
import { type Values, isGiven, isKnown, list, text, texts } from "./values";
import { toNumber } from "./ipv4";
import { between, oneOf, tagsUpTo } from "./shared";
import { HEALTH_CHECK, METRIC_ALARM } from "./tokens";
import type { Context, Problem, ResourceType, ValueCheck } from "./type";

const http = ["HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH"];
const endpoints = [...http, "TCP"];

/** Blocks that no health checker can reach: first and last address. */
const notPublic = [
  ["0.0.0.0", "0.255.255.255"],
  ["10.0.0.0", "10.255.255.255"],
  ["100.64.0.0", "100.127.255.255"],
  ["127.0.0.0", "127.255.255.255"],
  ["169.254.0.0", "169.254.255.255"],
  ["172.16.0.0", "172.31.255.255"],
  ["192.168.0.0", "192.168.255.255"],
  ["224.0.0.0", "255.255.255.255"],
];

const publicAddress: ValueCheck = (value) => {
  const address = text(value);
  if (!isIPv4(address)) {
    return `InvalidInput: ${JSON.stringify(value)} is not an IPv4 address`;
  }
  const inside = notPublic.some(
    ([first = "", last = ""]) =>
      toNumber(address) >= toNumber(first) && toNumber(address) <= toNumber(last),
  );
  return inside
    ? `InvalidInput: Invalid parameter: Health checkers cannot reach ${address}, which is not a public address`
    : undefined;
};

function validate(inputs: Values): Problem[] {
  const problems: Problem[] = [];
  const type = text(inputs["type"]);
  const need = (key: string): void => {
    if (!isGiven(inputs[key])) {
      problems.push({
        property: key,
        reason: `"${key}" is required for health checks of type ${type}`,
      });
    }
  };
  const refuse = (...keys: string[]): void =>
    keys
      .filter((key) => isGiven(inputs[key]))
      .forEach((key) =>
        problems.push({
          property: key,
          reason: `"${key}" is not allowed for health checks of type ${type}`,
        }),
      );
  if (!isKnown(inputs["type"])) {
    return [];
  }
  if (endpoints.includes(type)) {
    need("requestInterval");
    if (!isGiven(inputs["ipAddress"]) && !isGiven(inputs["fqdn"])) {
      problems.push({ property: "fqdn", reason: "one of fqdn and ipAddress is required" });
    }
  } else {
    refuse("requestInterval", "fqdn", "ipAddress", "port", "failureThreshold", "regions");
  }
  if (type === "TCP") {
    need("port");
  }
  if (type.endsWith("_STR_MATCH")) {
    need("searchString");
  } else {
    refuse("searchString");
  }
  if (!http.includes(type)) {
    refuse("resourcePath");
  }
  const metric = ["cloudwatchAlarmName", "cloudwatchAlarmRegion"];
  if (type === "CLOUDWATCH_METRIC") {
    metric.forEach(need);
  } else {
    refuse(...metric, "insufficientDataHealthStatus");
  }
  if (type === "CALCULATED") {
    need("childHealthchecks");
  } else {
    refuse("childHealthchecks", "childHealthThreshold");
  }
  return problems;
}

function check({ account, inputs }: Context): void {
  const name = text(inputs["cloudwatchAlarmName"]);
  const region = text(inputs["cloudwatchAlarmRegion"]);
  if (name && !account.find(METRIC_ALARM, name, region)) {
    throw new AwsError("InvalidInput", `The alarm ${name} does not exist in ${region}`);
  }
}

const healthCheck: ResourceType = {
  noun: "Route 53 Health Check",
  operations: {
    create: "Route 53: CreateHealthCheck",
    update: "Route 53: UpdateHealthCheck",
    remove: "Route 53: DeleteHealthCheck",
  },
  missing: (id) => ["NoSuchHealthCheck", `The health check ${id} does not exist`],
  global: true,
  id: () => randomUUID(),
  inputs: {
    type: {
      required: true,
      replaces: true,
      check: oneOf(...endpoints, "CALCULATED", "CLOUDWATCH_METRIC"),
    },
    fqdn: {},
    ipAddress: { check: publicAddress },
    port: { check: between(1, 65535) },
    resourcePath: {
      check: (value) =>
        text(value).startsWith("/") && text(value).length <= 255
          ? undefined
          : `expected a path of at most 255 characters that begins with /, got ${JSON.stringify(value)}`,
    },
    searchString: {
      check: (value) =>
        text(value).length <= 255
          ? undefined
          : `at most 255 characters are allowed, got ${text(value).length}`,
    },
    requestInterval: { replaces: true, check: oneOf(10, 30) },
    failureThreshold: { computed: true, check: between(1, 10) },
    measureLatency: { default: false, replaces: true },
    invertHealthcheck: { default: false },
    disabled: { default: false },
    enableSni: { computed: true },
    regions: {
      computed: true,
      unordered: true,
      check: (value) =>
        list(value).length >= 3
          ? undefined
          : `at least 3 regions are needed, got ${texts(value).join(", ")}`,
    },
    childHealthchecks: { unordered: true, refersTo: HEALTH_CHECK },
    childHealthThreshold: { check: between(0, 256) },
    cloudwatchAlarmName: {},
    cloudwatchAlarmRegion: {},
    insufficientDataHealthStatus: { check: oneOf("Healthy", "Unhealthy", "LastKnownStatus") },
    referenceName: { replaces: true },
    tags: tagsUpTo(10),
  },
  computed: {
    arn: ({ id, partition }) => `arn:${partition}:route53:::healthcheck/${id}`,
    failureThreshold: ({ inputs }) => (endpoints.includes(text(inputs["type"])) ? 3 : 0),
    enableSni: ({ inputs }) => text(inputs["type"]).startsWith("HTTPS"),
    regions: [],
    triggers: {},
  },
  validate,
  check,
};

export const healthCheckTypes: Record<string, ResourceType> = { [HEALTH_CHECK]: healthCheck };
