import { VALIDATED } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { ECS_SERVICE } from "../../stack/types";
import { numberAt } from "../../stack/values";

export const awsEcsServiceRequireHealthyBounds = resourcePolicy({
  name: "aws-ecs-service-require-healthy-bounds",
  displayName: "Services can be deployed",
  what: "A service's minimum healthy percent (100 by default) is not above its maximum percent (200).",
  why: "ECS rejects the service in the middle of an update.",
  remedy: "Raise deploymentMaximumPercent, or lower deploymentMinimumHealthyPercent.",
  severity: "medium",
  framework: VALIDATED,
  types: [ECS_SERVICE],
  check: ({ name, inputs }) => {
    const least = numberAt(inputs, "deploymentMinimumHealthyPercent") ?? 100;
    const most = numberAt(inputs, "deploymentMaximumPercent") ?? 200;
    if (typeof least !== "number" || typeof most !== "number" || least <= most) return [];
    return [
      `minimum healthy percent of ${name} should be at most the maximum percent, got ${least} and ${most}; change one`,
    ];
  },
});
