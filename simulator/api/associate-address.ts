import type { Account } from "../account";
import { instanceAssociationOf } from "../model/eip-association";
import type { Stored } from "../model/resource";
import { EIP, EIP_ASSOCIATION, INSTANCE, NETWORK_INTERFACE } from "../model/tokens";
import { isGiven, text } from "../model/values";

/** The call, with one of the two ways to name the new holder. */
export interface AssociateAddress {
  readonly allocationId: string;
  readonly instanceId?: string;
  readonly networkInterfaceId?: string;
  readonly allowReassociation?: boolean;
}

/** A separate network interface if there is one, else the instance. */
function requestedHolder(
  account: Account,
  region: string,
  { instanceId = "", networkInterfaceId = "" }: AssociateAddress,
): Stored {
  if (networkInterfaceId) {
    return (
      account
        .all(INSTANCE, region)
        .find(
          ({ inputs, outputs }) =>
            outputs["primaryNetworkInterfaceId"] === networkInterfaceId &&
            !isGiven(inputs["primaryNetworkInterface"]),
        ) ?? account.require(NETWORK_INTERFACE, networkInterfaceId, region)
    );
  }
  const instance = account.require(INSTANCE, instanceId, region);
  const own = text(instance.outputs["primaryNetworkInterfaceId"]);
  return account.find(NETWORK_INTERFACE, own, region) ?? instance;
}

/**
 * AssociateAddress as in EC2: idempotent for the same holder. Takes the address from another holder unless
 * `allowReassociation` is false. A holder with another address loses that one. An instance is equivalent to
 * its primary network interface.
 */
export function associateAddress(
  account: Account,
  region: string,
  request: AssociateAddress,
): Stored {
  const { allocationId, allowReassociation = true } = request;
  account.require(EIP, allocationId, region);
  const holder = requestedHolder(account, region, request);
  const held = instanceAssociationOf(account, allocationId);
  if (held && account.referring(holder.id, EIP_ASSOCIATION).includes(held)) {
    return held;
  }
  if (held && allowReassociation) {
    account.remove(held);
  }
  return account.create(EIP_ASSOCIATION, region, {
    allocationId,
    [holder.type === INSTANCE ? "instanceId" : "networkInterfaceId"]: holder.id,
  });
}
