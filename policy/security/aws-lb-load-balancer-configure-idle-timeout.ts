import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { LISTENER, LOAD_BALANCER, TARGET_GROUP_ATTACHMENT } from "../../stack/types";
import { flagAt, numberAt, textAt, UNKNOWN } from "../../stack/values";

/** AWS's defaults, in seconds. */
const ALB_DEFAULT = 60;
const NLB_DEFAULT = 350;

export const awsLbLoadBalancerConfigureIdleTimeout = stackPolicy({
  name: "aws-lb-load-balancer-configure-idle-timeout",
  displayName: "ALBs close idle connections before NLBs do",
  what:
    "If a stack has both, ALBs that are internal or targets of a target group have a shorter " +
    "idle timeout than NLBs.",
  why: "An NLB silently drops an idle connection, and what the ALB sends on it afterwards is lost.",
  remedy: "Lower idleTimeout of the ALB, or raise tcpIdleTimeoutSeconds of the NLB's listener.",
  severity: "medium",
  framework: wellArchitected("REL05-BP05", "Set client timeouts"),
  check: (stack) => {
    const shortest = shortestOfNlbs(stack);
    return stack.ofType(LOAD_BALANCER).flatMap((balancer) => {
      const type = textAt(balancer.inputs, "loadBalancerType") ?? "application";
      const seconds = numberAt(balancer.inputs, "idleTimeout") ?? ALB_DEFAULT;
      if (!shortest || type !== "application" || seconds === UNKNOWN) return [];
      if (!mayBeTarget(stack, balancer)) return [];
      if (seconds < shortest.seconds) return [];
      const message =
        `idle timeout of ${balancer.name} should be under the ${shortest.seconds} s of ` +
        `${shortest.listener.name}, got ${seconds} s; lower idleTimeout`;
      return [{ resource: balancer, message }];
    });
  },
});

/** Whether an ALB may be behind an NLB: clients reach an internet-facing ALB directly. */
const mayBeTarget = (stack: StackGraph, balancer: Resource): boolean =>
  flagAt(balancer.inputs, "internal") === true ||
  stack.referringTo(balancer, TARGET_GROUP_ATTACHMENT).length > 0;

function shortestOfNlbs(stack: StackGraph): { seconds: number; listener: Resource } | undefined {
  const timeouts = stack
    .ofType(LISTENER)
    .filter(({ inputs }) => textAt(inputs, "protocol") === "TCP")
    .flatMap((listener) => {
      const seconds = numberAt(listener.inputs, "tcpIdleTimeoutSeconds") ?? NLB_DEFAULT;
      return seconds === UNKNOWN ? [] : [{ seconds, listener }];
    });
  return timeouts.sort((one, other) => one.seconds - other.seconds)[0];
}
