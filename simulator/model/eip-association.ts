import type { Account } from "../account";
import { AwsError } from "./errors";
import type { Stored } from "../store";
import { isGiven, text } from "./values";
import { holderOf } from "./addresses";
import { newId, region } from "./shared";
import { EIP, EIP_ASSOCIATION, INSTANCE, NETWORK_INTERFACE } from "./tokens";
import type { Context, ResourceType } from "./type";

/** The association of an address with an instance, if there is one. */
export const instanceAssociationOf = (account: Account, allocationId: string): Stored | undefined =>
  account.referring(allocationId, EIP_ASSOCIATION)[0];

/** What has the address: an instance, or a network interface of its own. */
const machineOf = ({ account, inputs, region }: Context): Stored | undefined =>
  account.find(INSTANCE, text(inputs["instanceId"]), region) ??
  account.find(NETWORK_INTERFACE, text(inputs["networkInterfaceId"]), region);

function check({ account, id, inputs, region }: Context): void {
  const allocationId = text(inputs["allocationId"]);
  const publicIp = text(account.require(EIP, allocationId, region).outputs["publicIp"]);
  const holder = holderOf(account, allocationId);
  if (holder && holder.type !== EIP_ASSOCIATION) {
    // What AWS itself manages, of a NAT gateway or a load balancer, nobody else may move.
    throw new AwsError(
      "AuthFailure",
      "You do not have permission to access the specified resource.",
    );
  }
  const same = ["instanceId", "networkInterfaceId"].every(
    (key) => text(holder?.inputs[key]) === text(inputs[key]),
  );
  if (holder && holder.id !== id && !same && inputs["allowReassociation"] !== true) {
    throw new AwsError(
      "Resource.AlreadyAssociated",
      `resource ${publicIp} is already associated with associate-id ${holder.id}`,
    );
  }
}

/**
 * An Elastic IP at an instance. One that another instance holds is refused, unless `allowReassociation`:
 * then the other one's association is gone.
 */
const eipAssociation: ResourceType = {
  noun: "EC2 EIP Association",
  operations: {
    create: "EC2: AssociateAddress",
    update: "EC2: AssociateAddress",
    remove: "EC2: DisassociateAddress",
  },
  missing: (id) => ["InvalidAssociationID.NotFound", `The association ID '${id}' does not exist`],
  id: () => newId("eipassoc"),
  inputs: {
    allocationId: { required: true, replaces: true, refersTo: EIP, bond: "holds" },
    // A terminated instance gives its address back.
    instanceId: { replaces: true, refersTo: INSTANCE, bond: "follows" },
    networkInterfaceId: {
      replaces: true,
      computed: true,
      refersTo: NETWORK_INTERFACE,
      bond: "follows",
    },
    allowReassociation: { replaces: true },
    region,
  },
  computed: {
    publicIp: ({ account, inputs, region }) =>
      account.find(EIP, text(inputs["allocationId"]), region)?.outputs["publicIp"],
    networkInterfaceId: (context) => {
      const machine = machineOf(context);
      return machine?.outputs["primaryNetworkInterfaceId"] ?? machine?.id;
    },
    privateIpAddress: (context) => machineOf(context)?.outputs["privateIp"],
  },
  validate: ({ instanceId, networkInterfaceId }) =>
    isGiven(instanceId) || isGiven(networkInterfaceId)
      ? []
      : [{ property: "instanceId", reason: '"instanceId" or networkInterfaceId is required' }],
  check,
  displaces: ({ account, id, inputs, region }) =>
    account
      .referring(text(inputs["allocationId"]), EIP_ASSOCIATION)
      .filter((other) => other.id !== id && other.region === region),
};

/** The call, with one of the two ways to say who gets the address. */
export interface AssociateAddress {
  readonly allocationId: string;
  readonly instanceId?: string;
  readonly networkInterfaceId?: string;
  readonly allowReassociation?: boolean;
}

/** A network interface of its own where there is one, else the instance. */
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
 * AssociateAddress as EC2 does it: idempotent for the same holder; from another one it takes the address
 * unless `allowReassociation` is false; a holder that had another address loses that one. An instance
 * stands for its primary network interface, and the other way round.
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
  const created = account.create(EIP_ASSOCIATION, region, {
    allocationId,
    [holder.type === INSTANCE ? "instanceId" : "networkInterfaceId"]: holder.id,
  });
  account
    .referring(holder.id, EIP_ASSOCIATION)
    .filter(({ id }) => id !== created.id)
    .forEach((other) => account.remove(other));
  return created;
}

export const eipAssociationTypes: Record<string, ResourceType> = {
  [EIP_ASSOCIATION]: eipAssociation,
};
