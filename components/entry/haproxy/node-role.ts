import * as pulumi from "@pulumi/pulumi";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { assumedBy } from "../../iam";
import { named } from "../../tags";

export interface NodeRoleArgs {
  readonly parent: pulumi.ComponentResource;
  readonly node: string;
  readonly region: string;
  readonly accountId: pulumi.Output<string>;
  /** Of the one Elastic IP that the node may take. */
  readonly allocationId: pulumi.Output<string>;
  /** Of haproxy.cfg in S3, if it comes from there. */
  readonly configArn?: pulumi.Output<string>;
  readonly tags: Readonly<Record<string, string>> | undefined;
}

export interface NodeRole {
  readonly role: Role;
  readonly instanceProfile: InstanceProfile;
}

/**
 * Creates `<name>`: a role with its instance profile, that may associate one Elastic IP with instances
 * of one node, read who has it, and put metrics in the namespace Holdfast. What it may tell its auto
 * scaling group comes with `allowHealthReports`.
 */
export function createNodeRole(
  name: string,
  { parent, node, region, accountId, allocationId, configArn, tags }: NodeRoleArgs,
): NodeRole {
  const options = { parent };
  const role = new Role(
    name,
    {
      description: `Proxy node ${node}: claims its own Elastic IP`,
      assumeRolePolicy: JSON.stringify(assumedBy("ec2.amazonaws.com")),
      tags: named(name, tags),
    },
    options,
  );
  const arn = (resource: pulumi.Input<string>) =>
    pulumi.interpolate`arn:aws:ec2:${region}:${accountId}:${resource}`;
  new RolePolicy(
    name,
    {
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "OwnAddress",
            Effect: "Allow",
            Action: "ec2:AssociateAddress",
            Resource: arn(pulumi.interpolate`elastic-ip/${allocationId}`),
          },
          {
            Sid: "OwnInstances",
            Effect: "Allow",
            Action: "ec2:AssociateAddress",
            Resource: [arn("instance/*"), arn("network-interface/*")],
            Condition: { StringEquals: { "aws:ResourceTag/holdfast-node": node } },
          },
          {
            // These know no resources: EC2 lets one describe all or nothing.
            Sid: "WhoHasIt",
            Effect: "Allow",
            Action: ["ec2:DescribeAddresses", "ec2:DescribeInstances"],
            Resource: "*",
          },
          {
            Sid: "OwnMetrics",
            Effect: "Allow",
            Action: "cloudwatch:PutMetricData",
            Resource: "*",
            Condition: { StringEquals: { "cloudwatch:namespace": "Holdfast" } },
          },
          ...(configArn
            ? [
                {
                  Sid: "Configuration",
                  Effect: "Allow",
                  Action: "s3:GetObject",
                  Resource: configArn,
                },
              ]
            : []),
        ],
      }),
    },
    options,
  );
  const instanceProfile = new InstanceProfile(
    name,
    { role: role.name, tags: named(name, tags) },
    options,
  );
  return { role, instanceProfile };
}

/** Creates `<name>-health`: lets a node tell its own auto scaling group that it is dead. */
export function allowHealthReports(
  name: string,
  parent: pulumi.ComponentResource,
  { role }: NodeRole,
  groupArn: pulumi.Output<string>,
): void {
  new RolePolicy(
    `${name}-health`,
    {
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "autoscaling:SetInstanceHealth", Resource: groupArn },
        ],
      }),
    },
    { parent },
  );
}
