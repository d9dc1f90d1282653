import { AwsError } from "./errors";
import type { Stored } from "./resource";
import { type Values, isGiven, object, objects, text } from "./values";
import { between, oneOf } from "./shared";
import { balancersOf } from "./target-groups";
import { MOST_NETWORK_BALANCERS, networkBalancersOf, tooManyNetworks } from "./targets";
import { TARGET_GROUP, TARGET_GROUP_ATTACHMENT } from "./tokens";
import type { Context, Problem, Properties } from "./type";

/** The protocols that listeners of a kind of load balancer can have. */
export const protocols: Readonly<Record<string, readonly string[]>> = {
  application: ["HTTP", "HTTPS"],
  network: ["TCP", "TLS", "UDP", "TCP_UDP"],
};

const target = { refersTo: TARGET_GROUP, bond: "holds" } as const;

/** The inputs of an action of a listener or of a rule. */
export const actionFields: Properties = {
  type: { required: true, check: oneOf("forward", "redirect", "fixed-response") },
  order: { check: between(1, 50000) },
  targetGroupArn: target,
  forward: {
    fields: {
      stickiness: {
        fields: { duration: { required: true, check: between(1, 604800) }, enabled: {} },
      },
      targetGroups: {
        required: true,
        fields: { arn: { required: true, ...target }, weight: { check: between(0, 999) } },
      },
    },
  },
  redirect: {
    fields: {
      statusCode: { required: true, check: oneOf("HTTP_301", "HTTP_302") },
      host: {},
      path: {},
      port: {},
      protocol: { check: oneOf("HTTP", "HTTPS", "#{protocol}") },
      query: {},
    },
  },
  fixedResponse: {
    fields: {
      contentType: {
        required: true,
        check: oneOf(
          "text/plain",
          "text/css",
          "text/html",
          "application/javascript",
          "application/json",
        ),
      },
      messageBody: {},
      statusCode: {
        check: (value) =>
          /^[245]\d\d$/.test(text(value))
            ? undefined
            : `expected 2XX, 4XX or 5XX, got ${JSON.stringify(value)}`,
      },
    },
  },
};

const targetsOfAction = (action: Values): string[] => [
  ...[action["targetGroupArn"]].filter(isGiven).map(text),
  ...objects(object(action["forward"])["targetGroups"]).map(({ arn }) => text(arn)),
];

/** The required properties of each action besides its type. */
export function actionProblems(property: string, actions: Values[]): Problem[] {
  const needed: Readonly<Record<string, readonly string[]>> = {
    forward: ["targetGroupArn", "forward"],
    redirect: ["redirect"],
    "fixed-response": ["fixedResponse"],
  };
  return actions.flatMap((action, index) => {
    const keys = needed[text(action["type"])] ?? [];
    const groups = objects(object(action["forward"])["targetGroups"]);
    const where = `${property}[${index}]`;
    if (!keys.some((key) => isGiven(action[key]))) {
      return [
        {
          property: where,
          reason: `an action of type ${text(action["type"])} needs ${keys.join(" or ")}`,
        },
      ];
    }
    return groups.length > 5
      ? [{ property: where, reason: `at most 5 target groups are allowed, got ${groups.length}` }]
      : [];
  });
}

/** Rejects actions that a load balancer does not support. */
export function checkActions(context: Context, balancer: Stored, actions: Values[]): void {
  const { account, region } = context;
  const { loadBalancerType: type, vpcId } = account.state(balancer);
  const other = actions.find((action) => action["type"] !== "forward");
  if (type === "network" && other) {
    throw new AwsError(
      "InvalidLoadBalancerAction",
      `Actions of type '${text(other["type"])}' are not supported for load balancers of type 'network'`,
    );
  }
  for (const arn of actions.flatMap(targetsOfAction)) {
    const group = account.require(TARGET_GROUP, arn, region);
    const protocol = text(group.inputs["protocol"]);
    const http = (protocols["application"] ?? []).includes(protocol);
    if (http !== (type === "application")) {
      throw new AwsError(
        "IncompatibleProtocols",
        `Load balancers with type '${text(type)}' cannot be associated with target groups with protocol ${protocol}`,
      );
    }
    if (group.inputs["vpcId"] !== vpcId) {
      throw new AwsError(
        "InvalidConfigurationRequest",
        `The following target groups are not in the load balancer VPC: '${arn}'`,
      );
    }
    if (balancersOf(account, arn, region).some((balancerArn) => balancerArn !== balancer.id)) {
      throw new AwsError(
        "TargetGroupAssociationLimit",
        `The following target groups cannot be associated with more than one load balancer: ${arn}`,
      );
    }
    if (group.inputs["targetType"] === "alb") {
      checkAlbs(context, balancer, group);
    }
  }
}

/** Rejects an NLB above the maximum of NLBs in front of an ALB. */
function checkAlbs({ account, region }: Context, { id }: Stored, group: Stored): void {
  for (const { inputs } of account.referring(group.id, TARGET_GROUP_ATTACHMENT)) {
    const alb = text(inputs["targetId"]);
    const networks = new Set([...networkBalancersOf(account, alb, region), id]);
    if (networks.size > MOST_NETWORK_BALANCERS) {
      throw new AwsError(...tooManyNetworks(alb));
    }
  }
}
