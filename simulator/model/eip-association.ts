import type { AccountView } from "./account-view";
import { AwsError } from "./errors";
import type { Stored } from "./resource";
import { isGiven, text } from "./values";
import { holderOf } from "./addresses";
import { newId, region } from "./shared";
import { EIP, EIP_ASSOCIATION, INSTANCE, NETWORK_INTERFACE } from "./tokens";
import type { Context, ResourceType } from "./type";

/** The association of an address with an instance, if there is one. */
export const instanceAssociationOf = (
  account: AccountView,
  allocationId: string,
): Stored | undefined => account.referring(allocationId, EIP_ASSOCIATION)[0];

/** The holder of the address: an instance, or a separate network interface. */
const machineOf = ({ account, inputs, region }: Context): Stored | undefined =>
  account.find(INSTANCE, text(inputs["instanceId"]), region) ??
  account.find(NETWORK_INTERFACE, text(inputs["networkInterfaceId"]), region);

function check({ account, id, inputs, region }: Context): void {
  const allocationId = text(inputs["allocationId"]);
  const publicIp = text(account.require(EIP, allocationId, region).outputs["publicIp"]);
  const holder = holderOf(account, allocationId);
  if (holder && holder.type !== EIP_ASSOCIATION) {
    // Callers cannot move an address that AWS manages, of a NAT gateway or a load balancer.
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
 * An Elastic IP on an instance. Rejected if another instance holds it, unless `allowReassociation`: then the
 * other association is removed. The association of another address of this instance is removed as well; that
 * address stays in the account
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html).
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
    // A terminated instance releases its address.
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
  displaces: ({ account, id, inputs, outputs, region }) =>
    account
      .all(EIP_ASSOCIATION, region)
      .filter(
        (other) =>
          other.id !== id &&
          (other.inputs["allocationId"] === inputs["allocationId"] ||
            other.outputs["networkInterfaceId"] === outputs["networkInterfaceId"]),
      ),
};

export const eipAssociationTypes: Record<string, ResourceType> = {
  [EIP_ASSOCIATION]: eipAssociation,
};
