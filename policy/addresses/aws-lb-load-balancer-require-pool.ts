import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import {
  EIP,
  INGRESS_RULE,
  IPAM_POOL_CIDR,
  LOAD_BALANCER,
  PREFIX_LIST,
  PREFIX_LIST_ENTRY,
  SECURITY_GROUP,
  SECURITY_GROUP_RULE,
} from "../../stack/types";
import { flagAt, given, textAt } from "../../stack/values";
import { wellArchitected } from "../model/frameworks";
import { isListed } from "../model/holders";
import { openingsOf } from "../model/ingress";
import { ports, stackPolicy } from "../model/policy";

export const awsLbLoadBalancerRequirePool = stackPolicy({
  name: "aws-lb-load-balancer-require-pool",
  displayName: "Public ALBs have addresses from a pool",
  what:
    "If a stack has an allow-list, a managed prefix list of Elastic IPs or of a block, internet-facing " +
    "ALBs take their addresses from an IPAM pool.",
  why: "Partners allow only the addresses in the list. Without a pool, an ALB's addresses change as it scales.",
  remedy:
    "Set ipamPools, and add the blocks of the pool to the prefix list; or put an NLB in front.",
  severity: "high",
  framework: wellArchitected("SEC05-BP02", "Control traffic flow within your network layers"),
  settings: { servingPorts: ports([80, 443], "Ports that serve the public.") },
  check: (stack, { servingPorts }) => {
    if (!hasAllowList(stack)) return [];
    const servesInternet = (group: Resource): boolean =>
      [group, ...stack.referringTo(group, INGRESS_RULE, SECURITY_GROUP_RULE)].some(
        (one) => openingsOf(one, servingPorts).length > 0,
      );
    return stack
      .ofType(LOAD_BALANCER)
      .filter((balancer) => isPublicAlb(balancer) && !given(balancer.inputs, "ipamPools"))
      .filter((balancer) =>
        stack.referred(balancer, "securityGroups", SECURITY_GROUP).some(servesInternet),
      )
      .map((balancer) => ({
        resource: balancer,
        message:
          `ALB ${balancer.name} should take its addresses from an IPAM pool, got none; ` +
          "set ipamPools, or put an NLB in front",
      }));
  },
});

/** Unknown values are judged at the end of the update. */
const isPublicAlb = ({ inputs }: Resource): boolean =>
  (flagAt(inputs, "internal") ?? false) === false &&
  (textAt(inputs, "loadBalancerType") ?? "application") === "application";

const hasAllowList = (stack: StackGraph): boolean =>
  stack.ofType(EIP).some((address) => isListed(stack, address)) ||
  stack
    .ofType(IPAM_POOL_CIDR)
    .some((block) => stack.referringTo(block, PREFIX_LIST_ENTRY, PREFIX_LIST).length > 0);
