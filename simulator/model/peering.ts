import { AwsError } from "./errors";
import { type Value, type Values, object, text } from "./values";
import { overlaps } from "./ipv4";
import { ACCOUNT_ID, missing, newId, region, tags } from "./shared";
import { VPC, VPC_PEERING, VPC_PEERING_OPTIONS } from "./tokens";
import type { Context, Properties, ResourceType } from "./type";

const missingPeering = missing("InvalidVpcPeeringConnectionID.NotFound", "vpcPeeringConnection ID");

const side: { fields: Properties; computed: true } = {
  computed: true,
  fields: { allowRemoteVpcDnsResolution: {} },
};

const status = (inputs: Values): string =>
  inputs["autoAccept"] === true ? "active" : "pending-acceptance";

function check({ account, id, inputs, region }: Context): void {
  const ours = account.require(VPC, inputs["vpcId"], region);
  const theirs = account.require(VPC, inputs["peerVpcId"], region);
  if (overlaps(text(ours.inputs["cidrBlock"]), text(theirs.inputs["cidrBlock"]))) {
    throw new AwsError(
      "OverlappingCidr",
      `unexpected state 'failed': VPC peering connection between ${ours.id} and ${theirs.id} failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range`,
    );
  }
  const pair = [ours.id, theirs.id].sort().join();
  const same = account
    .referring(ours.id, VPC_PEERING)
    .some(
      (other) =>
        other.id !== id &&
        [text(other.inputs["vpcId"]), text(other.inputs["peerVpcId"])].sort().join() === pair,
    );
  if (same) {
    throw new AwsError(
      "VpcPeeringConnectionAlreadyExists",
      `A VPC peering connection between ${ours.id} and ${theirs.id} already exists`,
    );
  }
}

const connection: ResourceType = {
  noun: "EC2 VPC Peering Connection",
  operations: {
    create: "EC2: CreateVpcPeeringConnection",
    update: "EC2: ModifyVpcPeeringConnectionOptions",
    remove: "EC2: DeleteVpcPeeringConnection",
  },
  missing: missingPeering,
  id: () => newId("pcx"),
  inputs: {
    // Both of this account and region; deleting either VPC ends the peering.
    vpcId: { required: true, replaces: true, refersTo: VPC, bond: "follows" },
    peerVpcId: { required: true, replaces: true, refersTo: VPC, bond: "follows" },
    autoAccept: {},
    accepter: side,
    requester: side,
    region,
    tags,
  },
  computed: {
    peerOwnerId: ACCOUNT_ID,
    peerRegion: ({ region }) => region,
    accepter: { allowRemoteVpcDnsResolution: false },
    requester: { allowRemoteVpcDnsResolution: false },
  },
  live: { acceptStatus: ({ inputs }) => status(inputs) },
  check,
};

const filled = (value: Value): Values => ({
  allowRemoteVpcDnsResolution: false,
  ...object(value),
});

const options: ResourceType = {
  noun: "EC2 VPC Peering Connection Options",
  operations: {
    create: "EC2: ModifyVpcPeeringConnectionOptions",
    update: "EC2: ModifyVpcPeeringConnectionOptions",
    remove: "EC2: ModifyVpcPeeringConnectionOptions",
  },
  missing: missingPeering,
  id: ({ inputs }) => text(inputs["vpcPeeringConnectionId"]),
  inputs: {
    vpcPeeringConnectionId: {
      required: true,
      replaces: true,
      refersTo: VPC_PEERING,
      bond: "follows",
    },
    accepter: side,
    requester: side,
    region,
  },
  computed: {
    accepter: ({ inputs }) => filled(inputs["accepter"]),
    requester: ({ inputs }) => filled(inputs["requester"]),
  },
  check: ({ account, inputs, region }) => {
    const peering = account.require(VPC_PEERING, inputs["vpcPeeringConnectionId"], region);
    if (status(peering.inputs) !== "active") {
      throw new AwsError(
        "OperationNotPermitted",
        `Peering ${peering.id} is not active. Peering options can be added only to active peerings.`,
      );
    }
  },
};

export const peeringTypes: Record<string, ResourceType> = {
  [VPC_PEERING]: connection,
  [VPC_PEERING_OPTIONS]: options,
};
