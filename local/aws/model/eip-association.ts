import type { Account } from "../account";
import { AwsError } from "../errors";
import type { Stored } from "../store";
import { text } from "../values";
import { holderOf } from "./addresses";
import { newId, region } from "./shared";
import { EIP, EIP_ASSOCIATION, INSTANCE } from "./tokens";
import type { Context, ResourceType } from "./type";

/** The association of an address with an instance, if there is one. */
export const instanceAssociationOf = (account: Account, allocationId: string): Stored | undefined =>
  account.referring(allocationId, EIP_ASSOCIATION)[0];

const instanceOf = ({ account, inputs, region }: Context): Stored | undefined =>
  account.find(INSTANCE, text(inputs["instanceId"]), region);

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
  if (holder && holder.id !== id && holder.inputs["instanceId"] !== inputs["instanceId"]) {
    throw new AwsError(
      "Resource.AlreadyAssociated",
      `resource ${publicIp} is already associated with associate-id ${holder.id}`,
    );
  }
}

/**
 * An Elastic IP at an instance. The model refuses an address that another instance holds: taking it
 * from there is what the API's AssociateAddress does (see associateAddress).
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
    instanceId: { required: true, replaces: true, refersTo: INSTANCE, bond: "follows" },
    networkInterfaceId: { replaces: true, computed: true },
    allowReassociation: { replaces: true },
    region,
  },
  computed: {
    publicIp: ({ account, inputs, region }) =>
      account.find(EIP, text(inputs["allocationId"]), region)?.outputs["publicIp"],
    networkInterfaceId: (context) => instanceOf(context)?.outputs["primaryNetworkInterfaceId"],
    privateIpAddress: (context) => instanceOf(context)?.outputs["privateIp"],
  },
  check,
};

/**
 * AssociateAddress as EC2 does it: idempotent for the same instance; from another instance it takes the
 * address unless `allowReassociation` is false; an instance that had another address loses that one.
 */
export function associateAddress(
  account: Account,
  region: string,
  request: { allocationId: string; instanceId: string; allowReassociation?: boolean },
): Stored {
  const { allocationId, instanceId, allowReassociation = true } = request;
  account.require(EIP, allocationId, region);
  account.require(INSTANCE, instanceId, region);
  const held = instanceAssociationOf(account, allocationId);
  if (held?.inputs["instanceId"] === instanceId) {
    return held;
  }
  if (held && allowReassociation) {
    account.remove(held);
  }
  const created = account.create(EIP_ASSOCIATION, region, { allocationId, instanceId });
  account
    .referring(instanceId, EIP_ASSOCIATION)
    .filter(({ id }) => id !== created.id)
    .forEach((other) => account.remove(other));
  return created;
}

export const eipAssociationTypes: Record<string, ResourceType> = {
  [EIP_ASSOCIATION]: eipAssociation,
};
