import type * as pulumi from "@pulumi/pulumi";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { InstanceConnectEndpoint } from "@pulumi/aws/ec2transitgateway/instanceConnectEndpoint";
import {
  type Owner,
  createGroup,
  allowIngress,
  allowEgress,
  allowPathMtu,
} from "../network/security-groups";
import { named } from "../tags";

/** A public hosted zone. */
export interface PublicZone {
  readonly id: pulumi.Input<string>;
  readonly name: pulumi.Input<string>;
}

/**
 * How people connect to a jumpbox.
 *
 * - `ssm`: by Session Manager, for people with IAM permission. It has no public address, and no inbound rules.
 * - `instanceConnectEndpoint`: by SSH through an EC2 Instance Connect Endpoint, for people with IAM permission. It
 *   has no public address; the endpoint is free.
 * - `public`: by SSH from these blocks, by a name that resolves to the public address that AWS assigns at each
 *   start.
 */
export type Access =
  | { readonly kind: "ssm" }
  | {
      readonly kind: "instanceConnectEndpoint";
      readonly keyName?: pulumi.Input<string> | undefined;
    }
  | {
      readonly kind: "public";
      /** IPv4 blocks. */
      readonly allowFrom: readonly string[];
      /** Name of its record without the zone; empty for the zone itself. */
      readonly record: string;
      readonly zone: PublicZone;
      /** EC2 key pair. @default - keys are pushed by EC2 Instance Connect, for a minute each */
      readonly keyName?: pulumi.Input<string> | undefined;
    };

const SSH = 22;

/** Allows SSH: see `Access`. */
export function allowSsh(owner: Owner, access: Access, group: SecurityGroup): void {
  switch (access.kind) {
    case "ssm":
      return;
    case "public":
      for (const cidrIpv4 of access.allowFrom) {
        allowIngress(owner, `ssh-${cidrIpv4.replace("/", "-")}`, group.id, SSH, { cidrIpv4 });
      }
      allowPathMtu(`${owner.name}-group`, group, owner.tags, { parent: owner.parent });
      return;
    case "instanceConnectEndpoint":
      createEndpoint(owner, group.id);
  }
}

function createEndpoint(owner: Owner, groupId: pulumi.Output<string>): void {
  const { name, parent, vpc, tags } = owner;
  const endpointName = `${name}-endpoint`;
  const group = createGroup(owner, "endpoint", "EC2 Instance Connect Endpoint of the jumpbox");
  allowEgress(owner, "endpoint-ssh", group.id, SSH, { referencedSecurityGroupId: groupId });
  allowIngress(owner, "ssh-endpoint", groupId, SSH, { referencedSecurityGroupId: group.id });
  const zone = Object.keys(vpc.privateSubnets).sort()[0]!;
  new InstanceConnectEndpoint(
    endpointName,
    {
      subnetId: vpc.privateSubnets[zone]!.id,
      securityGroupIds: [group.id],
      // The jumpbox allows the endpoint's group, not clients' addresses.
      preserveClientIp: false,
      tags: named(endpointName, tags),
    },
    { parent },
  );
}
