import { wellArchitected } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { LISTENER, LISTENER_RULE } from "../../stack/types";
import { knownAt, listAt, numberAt, UNKNOWN } from "../../stack/values";

export const awsLbListenerDisallowZeroWeights = resourcePolicy({
  name: "aws-lb-listener-disallow-zero-weights",
  displayName: "A target group of each listener has a weight",
  what: "At least one target group of each forward action of a listener or rule has a weight above 0.",
  why: "If all weights are 0, the load balancer refuses or fails every request.",
  remedy: "Give the target group that should serve a weight above 0.",
  severity: "critical",
  framework: wellArchitected("REL11-BP02", "Fail over to healthy resources"),
  types: [LISTENER, LISTENER_RULE],
  check: ({ type, name, inputs }) => {
    const actions = knownAt(inputs, type === LISTENER ? "defaultActions" : "actions");
    return actions.flatMap((action) => {
      const groups = listAt(action, "forward.targetGroups");
      if (groups === UNKNOWN || groups.length === 0) return [];
      if (groups.some((group) => group === UNKNOWN || numberAt(group, "weight") !== 0)) return [];
      return [
        `listener ${name} should forward to a target group with a weight above 0, ` +
          `got 0 for all ${groups.length}; raise the weight of the one that should serve`,
      ];
    });
  },
});
