import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import {
  COMMAND,
  EIP,
  EIP_ASSOCIATION,
  GROUP,
  INSTANCE,
  LAUNCH_TEMPLATE,
  LOAD_BALANCER,
  NAT_GATEWAY,
  NAT_GATEWAY_ADDRESS,
  PREFIX_LIST,
  PREFIX_LIST_ENTRY,
  TRANSFER_SERVER,
} from "../../stack/types";
import { given, textAt } from "../../stack/values";

/** The holders of an Elastic IP in the plan: a gateway, a load balancer, a server or an association. */
export const holdersOf = (stack: StackGraph, address: Resource): Resource[] =>
  stack.referringTo(
    address,
    ...[NAT_GATEWAY, NAT_GATEWAY_ADDRESS, LOAD_BALANCER, EIP_ASSOCIATION, TRANSFER_SERVER],
  );

/**
 * Resources that may claim an Elastic IP at runtime: they name it in their tags, in those of their launch
 * template, or in their environment (commands).
 */
export const claimantsOf = (stack: StackGraph, address: Resource): Resource[] =>
  stack.referringTo(address, COMMAND, GROUP, INSTANCE, LAUNCH_TEMPLATE);

/** Whether the address itself names the instance or the network interface that has it. */
export const isAssociated = (stack: StackGraph, address: Resource): boolean =>
  ["instance", "networkInterface"].some(
    (key) =>
      typeof textAt(address.inputs, key) === "string" ||
      (given(address.inputs, key) && stack.references(address, key).length > 0),
  );

/** Whether an Elastic IP is in an allow-list: a managed prefix list of the stack. */
export const isListed = (stack: StackGraph, address: Resource): boolean =>
  stack.referringTo(address, PREFIX_LIST, PREFIX_LIST_ENTRY).length > 0;

/**
 * Whether an Elastic IP is only used for egress and is in no allow-list, so that no partner depends on it.
 */
export function isPrivateEgress(stack: StackGraph, address: Resource): boolean {
  const holders = holdersOf(stack, address);
  return (
    holders.length > 0 &&
    holders.every(({ type }) => type === NAT_GATEWAY || type === NAT_GATEWAY_ADDRESS) &&
    !stack.ofType(EIP).some((each) => isListed(stack, each))
  );
}
