// @ts-check
import {
  DescribeAddressesCommand,
  DisassociateAddressCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { clientConfig } from "../../../scripts/aws-client.mjs";

const ec2 = new EC2Client(clientConfig);

/**
 * Where an Elastic IP is: its IPv4 address, its association, and the instance that has it by that, if one does.
 *
 * @typedef {{ address: string, association?: string | undefined, instance?: string | undefined }} Place
 */

/**
 * @param {string} allocation
 * @returns {Promise<Place>}
 */
export async function placeOf(allocation) {
  const { Addresses = [] } = await ec2.send(
    new DescribeAddressesCommand({ AllocationIds: [allocation] }),
  );
  const { PublicIp = allocation, AssociationId, InstanceId } = Addresses[0] ?? {};
  return {
    address: PublicIp,
    association: AssociationId || undefined,
    instance: InstanceId || undefined,
  };
}

/**
 * Takes an address from the instance that has it; from one that has let it go meanwhile, too.
 *
 * @param {Place} place
 */
export async function takeFrom({ association }) {
  try {
    await ec2.send(new DisassociateAddressCommand({ AssociationId: association }));
  } catch (error) {
    if (/** @type {Error} */ (error).name !== "InvalidAssociationID.NotFound") throw error;
  }
}
