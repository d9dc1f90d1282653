import type { Resource, Stack } from "./stack";
import {
  EIP_ASSOCIATION,
  GROUP,
  INSTANCE,
  LAUNCH_TEMPLATE,
  LOAD_BALANCER,
  NAT_GATEWAY,
} from "./types";
import { given, textAt } from "./values";

/** What an Elastic IP is associated with by the plan: a gateway, a load balancer or an association. */
export const holdersOf = (stack: Stack, address: Resource): Resource[] =>
  stack.referringTo(address, NAT_GATEWAY, LOAD_BALANCER, EIP_ASSOCIATION);

/** What may take an Elastic IP by itself: what has it in its tags, or in those of its launch template. */
export const claimantsOf = (stack: Stack, address: Resource): Resource[] =>
  stack.referringTo(address, GROUP, INSTANCE, LAUNCH_TEMPLATE);

/** Whether the address itself names the instance or the network interface that has it. */
export const isAssociated = (stack: Stack, address: Resource): boolean =>
  ["instance", "networkInterface"].some(
    (key) =>
      typeof textAt(address.props, key) === "string" ||
      (given(address.props, key) && stack.references(address, key).length > 0),
  );
