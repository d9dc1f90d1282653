import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import {
  EIP_ASSOCIATION,
  GROUP,
  INSTANCE,
  LAUNCH_TEMPLATE,
  LOAD_BALANCER,
  NAT_GATEWAY,
} from "../../stack/types";
import { given, textAt } from "../../stack/values";

/** What an Elastic IP is associated with by the plan: a gateway, a load balancer or an association. */
export const holdersOf = (stack: StackGraph, address: Resource): Resource[] =>
  stack.referringTo(address, NAT_GATEWAY, LOAD_BALANCER, EIP_ASSOCIATION);

/** What may take an Elastic IP by itself: what has it in its tags, or in those of its launch template. */
export const claimantsOf = (stack: StackGraph, address: Resource): Resource[] =>
  stack.referringTo(address, GROUP, INSTANCE, LAUNCH_TEMPLATE);

/** Whether the address itself names the instance or the network interface that has it. */
export const isAssociated = (stack: StackGraph, address: Resource): boolean =>
  ["instance", "networkInterface"].some(
    (key) =>
      typeof textAt(address.inputs, key) === "string" ||
      (given(address.inputs, key) && stack.references(address, key).length > 0),
  );
