import { wellArchitected } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { GROUP } from "../../stack/types";
import { numberAt, textAt } from "../../stack/values";

/** A load balancer is created in about three minutes, and an NLB takes as long to register a target. */
const LEAST_SECONDS = 240;

export const awsAutoscalingGroupRequireGracePeriod = resourcePolicy({
  name: "aws-autoscaling-group-require-grace-period",
  displayName: "Auto scaling groups wait for load balancers",
  what: `A group that a load balancer checks gives new instances at least ${LEAST_SECONDS} seconds.`,
  why: "The group may replace a healthy instance while its load balancer is still being created.",
  remedy: "Write healthCheckGracePeriod: 300.",
  severity: "medium",
  framework: wellArchitected("REL11-BP02", "Fail over to healthy resources"),
  types: [GROUP],
  check: ({ name, inputs }) => {
    if (textAt(inputs, "healthCheckType") !== "ELB") return [];
    // The provider's default is 300.
    const seconds = numberAt(inputs, "healthCheckGracePeriod") ?? 300;
    if (typeof seconds !== "number" || seconds >= LEAST_SECONDS) return [];
    return [
      `auto scaling group ${name} should give new instances at least ${LEAST_SECONDS} seconds, got ${seconds}; ` +
        "write healthCheckGracePeriod: 300",
    ];
  },
});
