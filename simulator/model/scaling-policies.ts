import { AwsError } from "./errors";
import { type Values, isGiven, object, text } from "./values";
import { arnSuffix } from "./balancing";
import { balancersOf } from "./target-groups";
import { arn, between, oneOf, region } from "./shared";
import { AUTO_SCALING_GROUP, SCALING_POLICY, TARGET_GROUP } from "./tokens";
import type { Context, Problem, ResourceType } from "./type";

const needed: Readonly<Record<string, string>> = {
  SimpleScaling: "scalingAdjustment",
  StepScaling: "stepAdjustments",
  TargetTrackingScaling: "targetTrackingConfiguration",
};

const predefined = (inputs: Values): Values =>
  object(object(inputs["targetTrackingConfiguration"])["predefinedMetricSpecification"]);

function validate(inputs: Values): Problem[] {
  const type = text(inputs["policyType"]);
  const problems: Problem[] = [];
  for (const [owner, key] of Object.entries(needed)) {
    if ((owner === type) !== isGiven(inputs[key])) {
      problems.push({
        property: key,
        reason:
          owner === type
            ? `"${key}" is required for policy type ${type}`
            : `"${key}" is not allowed for policy type ${type}`,
      });
    }
  }
  const { predefinedMetricType: metric, resourceLabel: label } = predefined(inputs);
  if ((metric === "ALBRequestCountPerTarget") !== isGiven(label)) {
    problems.push({
      property: "targetTrackingConfiguration",
      reason: "ALBRequestCountPerTarget, and it only, needs a resourceLabel",
    });
  }
  return problems;
}

/** The label of a metric of an ALB's is `app/<name>/<id>/targetgroup/<name>/<id>`. */
function check({ account, inputs, region }: Context): void {
  const label = text(predefined(inputs)["resourceLabel"]);
  const [balancer, group] = label.split("/targetgroup/");
  const found = account
    .all(TARGET_GROUP, region)
    .find(({ id }) => arnSuffix(id) === `targetgroup/${group}`);
  const routed =
    found && balancersOf(account, found.id, region).some((id) => arnSuffix(id) === balancer);
  if (label && !routed) {
    throw new AwsError(
      "ValidationError",
      `Load balancer does not route traffic to the target group specified in resource label '${label}'`,
    );
  }
}

const policy: ResourceType = {
  noun: "Auto Scaling Policy",
  operations: {
    create: "Auto Scaling: PutScalingPolicy",
    update: "Auto Scaling: PutScalingPolicy",
    remove: "Auto Scaling: DeletePolicy",
  },
  missing: (id) => ["ValidationError", `The policy ${id} does not exist`],
  autoName: 255,
  id: ({ inputs }) => text(inputs["name"]),
  inputs: {
    name: { replaces: true },
    autoscalingGroupName: {
      required: true,
      replaces: true,
      refersTo: AUTO_SCALING_GROUP,
      bond: "follows",
    },
    policyType: { default: "SimpleScaling", check: oneOf(...Object.keys(needed)) },
    adjustmentType: {
      check: oneOf("ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity"),
    },
    scalingAdjustment: {},
    cooldown: {},
    enabled: { default: true },
    estimatedInstanceWarmup: { check: between(0, 3600, "seconds") },
    metricAggregationType: { computed: true, check: oneOf("Average", "Minimum", "Maximum") },
    minAdjustmentMagnitude: {},
    stepAdjustments: {
      unordered: true,
      fields: {
        metricIntervalLowerBound: {},
        metricIntervalUpperBound: {},
        scalingAdjustment: { required: true },
      },
    },
    targetTrackingConfiguration: {
      fields: {
        targetValue: { required: true },
        disableScaleIn: {},
        predefinedMetricSpecification: {
          fields: {
            predefinedMetricType: {
              required: true,
              check: oneOf(
                "ASGAverageCPUUtilization",
                "ASGAverageNetworkIn",
                "ASGAverageNetworkOut",
                "ALBRequestCountPerTarget",
              ),
            },
            resourceLabel: {},
          },
        },
      },
    },
    region,
  },
  computed: {
    arn: arn(
      "autoscaling",
      ({ id, inputs }) =>
        `scalingPolicy:${id}:autoScalingGroupName/${text(inputs["autoscalingGroupName"])}:policyName/${id}`,
    ),
    metricAggregationType: ({ inputs }) =>
      inputs["policyType"] === "StepScaling" ? "Average" : "",
  },
  validate,
  check,
};

export const scalingPolicyTypes: Record<string, ResourceType> = { [SCALING_POLICY]: policy };
