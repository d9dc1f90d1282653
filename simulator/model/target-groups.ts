import type { AccountView } from "./account-view";
import { AwsError } from "./errors";
import { type Value, type Values, isGiven, isKnown, object, text } from "./values";
import { arnSuffix, balancerName, balancingArn } from "./balancing";
import { between, oneOf, region, tags, yesOrNo } from "./shared";
import { LISTENER, LISTENER_RULE, TARGET_GROUP, VPC } from "./tokens";
import type { Problem, ResourceType } from "./type";

const isHttp = (protocol: Value): boolean => ["HTTP", "HTTPS"].includes(text(protocol));

/** The load balancers whose listeners forward to a target group. */
export function balancersOf(account: AccountView, targetGroup: string, region: string): string[] {
  const listeners = account
    .referring(targetGroup)
    .flatMap((user) =>
      user.type === LISTENER
        ? [user]
        : user.type === LISTENER_RULE
          ? [account.require(LISTENER, user.inputs["listenerArn"], region)]
          : [],
    );
  return [...new Set(listeners.map(({ inputs }) => text(inputs["loadBalancerArn"])))];
}

function checkProblems(inputs: Values): Problem[] {
  const check = object(inputs["healthCheck"]);
  const protocol = text(check["protocol"]) || (isHttp(inputs["protocol"]) ? "HTTP" : "TCP");
  const problems: Problem[] = [];
  const refuse = (key: string, reason: string): unknown =>
    problems.push({ property: `healthCheck.${key}`, reason });
  if (isHttp(inputs["protocol"]) && !isHttp(protocol)) {
    refuse(
      "protocol",
      `a group with protocol HTTP or HTTPS is checked by these, not by ${protocol}`,
    );
  }
  if (!isHttp(protocol)) {
    for (const key of ["path", "matcher"].filter((key) => isGiven(check[key]))) {
      refuse(
        key,
        `"${key}" is for health checks by HTTP or HTTPS only, this one is by ${protocol}`,
      );
    }
  }
  const [timeout, interval] = [check["timeout"], check["interval"] ?? 30];
  if (isKnown(timeout) && isKnown(interval) && Number(timeout) >= Number(interval)) {
    refuse(
      "timeout",
      `Health check interval must be greater than the timeout: got ${Number(interval)} and ${Number(timeout)} seconds`,
    );
  }
  if (inputs["targetType"] === "alb" && !isHttp(protocol)) {
    refuse("protocol", "a target group of type alb is checked by HTTP or HTTPS");
  }
  return problems;
}

function validate(inputs: Values): Problem[] {
  const problems = isKnown(inputs["protocol"]) ? checkProblems(inputs) : [];
  for (const key of ["port", "protocol", "vpcId"].filter((key) => !isGiven(inputs[key]))) {
    problems.push({ property: key, reason: `"${key}" is required when targetType is not lambda` });
  }
  if (inputs["targetType"] === "alb" && inputs["protocol"] !== "TCP") {
    problems.push({
      property: "protocol",
      reason: `a target group of type alb has protocol TCP, got ${JSON.stringify(inputs["protocol"])}`,
    });
  }
  return problems;
}

const threshold = { check: between(2, 10) };

const targetGroup: ResourceType = {
  noun: "ELBv2 Target Group",
  operations: {
    create: "Elastic Load Balancing v2: CreateTargetGroup",
    update: "Elastic Load Balancing v2: ModifyTargetGroup",
    remove: "Elastic Load Balancing v2: DeleteTargetGroup",
  },
  missing: (id) => ["TargetGroupNotFound", `Target groups '${id}' not found`],
  inUse: ({ id }) => [
    "ResourceInUse",
    `Target group '${id}' is currently in use by a listener or a rule`,
  ],
  autoName: 32,
  id: ({ inputs, region }) => balancingArn("targetgroup", inputs["name"], region),
  inputs: {
    name: { replaces: true, check: balancerName },
    port: { replaces: true, check: between(1, 65535) },
    protocol: {
      replaces: true,
      check: oneOf("HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"),
    },
    protocolVersion: { replaces: true, computed: true, check: oneOf("HTTP1", "HTTP2", "GRPC") },
    targetType: { default: "instance", replaces: true, check: oneOf("instance", "ip", "alb") },
    vpcId: { replaces: true, refersTo: VPC, bond: "holds" },
    deregistrationDelay: { default: 300, check: between(0, 3600, "seconds") },
    connectionTermination: { computed: true },
    preserveClientIp: { computed: true, check: yesOrNo },
    proxyProtocolV2: { default: false },
    slowStart: {
      default: 0,
      check: (value) => (value === 0 ? undefined : between(30, 900, "seconds")(value)),
    },
    loadBalancingAlgorithmType: {
      computed: true,
      check: oneOf("round_robin", "least_outstanding_requests", "weighted_random"),
    },
    loadBalancingCrossZoneEnabled: {
      computed: true,
      check: oneOf("true", "false", true, false, "use_load_balancer_configuration"),
    },
    healthCheck: {
      computed: true,
      fields: {
        enabled: {},
        healthyThreshold: threshold,
        unhealthyThreshold: threshold,
        interval: { check: between(5, 300, "seconds") },
        timeout: { check: between(2, 120, "seconds") },
        matcher: {},
        path: {
          check: (value) =>
            text(value).startsWith("/")
              ? undefined
              : `a path begins with /, got ${JSON.stringify(value)}`,
        },
        port: {},
        protocol: { check: oneOf("HTTP", "HTTPS", "TCP") },
      },
    },
    stickiness: {
      computed: true,
      fields: {
        type: { required: true, check: oneOf("lb_cookie", "app_cookie", "source_ip") },
        cookieDuration: { check: between(1, 604800, "seconds") },
        cookieName: {},
        enabled: {},
      },
    },
    targetHealthStates: {
      computed: true,
      fields: {
        enableUnhealthyConnectionTermination: { required: true },
        unhealthyDrainingInterval: {},
      },
    },
    region,
    tags,
  },
  computed: {
    arn: ({ id }) => id,
    arnSuffix: ({ id }) => arnSuffix(id),
    connectionTermination: false,
    healthCheck: ({ inputs }) => ({
      enabled: true,
      healthyThreshold: 3,
      interval: 30,
      port: "traffic-port",
      protocol: isHttp(inputs["protocol"]) ? "HTTP" : "TCP",
      unhealthyThreshold: 3,
    }),
    ipAddressType: "ipv4",
    loadBalancingAlgorithmType: ({ inputs }) => (isHttp(inputs["protocol"]) ? "round_robin" : ""),
    loadBalancingAnomalyMitigation: ({ inputs }) => (isHttp(inputs["protocol"]) ? "off" : ""),
    loadBalancingCrossZoneEnabled: "use_load_balancer_configuration",
    namePrefix: "",
    preserveClientIp: ({ inputs }) =>
      isHttp(inputs["protocol"])
        ? ""
        : String(inputs["targetType"] === "instance" || inputs["protocol"] === "UDP"),
    protocolVersion: ({ inputs }) => (isHttp(inputs["protocol"]) ? "HTTP1" : ""),
    stickiness: ({ inputs }) => ({
      enabled: false,
      type: isHttp(inputs["protocol"]) ? "lb_cookie" : "source_ip",
    }),
    targetFailovers: [],
    targetGroupHealth: {},
    targetHealthStates: [],
  },
  live: {
    loadBalancerArns: ({ account, id, region }) => balancersOf(account, id, region),
  },
  validate,
  check: ({ account, id, inputs, region }) => {
    const { name } = inputs;
    if (account.all(TARGET_GROUP, region).some((o) => o.id !== id && o.inputs["name"] === name)) {
      throw new AwsError(
        "DuplicateTargetGroupName",
        `A target group with the same name '${text(name)}' exists, but with different settings`,
      );
    }
  },
};

export const targetGroupTypes: Record<string, ResourceType> = {
  [TARGET_GROUP]: targetGroup,
};
