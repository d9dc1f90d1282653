import { VALIDATED } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import type { Resource } from "../../stack/resource";
import { LISTENER, LOAD_BALANCER } from "../../stack/types";
import { numberAt, textAt } from "../../stack/values";

export const awsLbListenerDisallowSamePort = stackPolicy({
  name: "aws-lb-listener-disallow-same-port",
  displayName: "Listeners of a load balancer have different ports",
  what: "No two listeners of a load balancer have the same port, whatever their protocols.",
  why: "AWS rejects the second one in the middle of an update.",
  remedy: "Give one of them another port. For TCP and UDP on one port, use the protocol TCP_UDP.",
  severity: "high",
  framework: VALIDATED,
  check: (stack) => {
    const first = new Map<string, Resource>();
    return stack.ofType(LISTENER).flatMap((listener) => {
      const port = numberAt(listener.inputs, "port");
      const arn = textAt(listener.inputs, "loadBalancerArn");
      const balancer = stack.reference(listener, "loadBalancerArn", LOAD_BALANCER)?.name ?? arn;
      if (typeof port !== "number" || typeof balancer !== "string") return [];
      const other = first.get(`${balancer} ${port}`);
      first.set(`${balancer} ${port}`, other ?? listener);
      if (!other) return [];
      const message =
        `listener ${listener.name} should have its own port on ${balancer}, got ${port}, ` +
        `which ${other.name} has; use another`;
      return [{ resource: listener, message }];
    });
  },
});
