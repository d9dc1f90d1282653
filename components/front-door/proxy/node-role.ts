import * as pulumi from "@pulumi/pulumi";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { assumedBy } from "../../iam";
import { type Tags, named } from "../../tags";

/** A statement of a policy. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: string | readonly string[];
  readonly Resource: pulumi.Input<string> | readonly pulumi.Input<string>[];
  readonly Condition?: object | undefined;
}

interface NodeRoleArgs {
  readonly parent: pulumi.ComponentResource;
  readonly description: string;
  /** Permissions of the nodes, in addition to those of all nodes. */
  readonly statements: readonly PolicyStatement[];
  /** ARN of haproxy.cfg in S3, if it is there. */
  readonly configArn?: pulumi.Input<string> | undefined;
  readonly tags: Tags | undefined;
}

export interface NodeRole {
  readonly role: Role;
  readonly policy: RolePolicy;
  readonly instanceProfile: InstanceProfile;
}

/**
 * Creates `<name>`: a role with its instance profile and a policy, by which nodes may publish metrics in the
 * namespace Holdfast and read their configuration, and the actions in the statements.
 */
export function createNodeRole(
  name: string,
  { parent, description, statements, configArn, tags }: NodeRoleArgs,
): NodeRole {
  const options = { parent };
  const role = new Role(
    name,
    {
      description,
      assumeRolePolicy: JSON.stringify(assumedBy("ec2.amazonaws.com")),
      tags: named(name, tags),
    },
    options,
  );
  const metrics: PolicyStatement = {
    Sid: "OwnMetrics",
    Effect: "Allow",
    Action: "cloudwatch:PutMetricData",
    Resource: "*",
    Condition: { StringEquals: { "cloudwatch:namespace": "Holdfast" } },
  };
  const configuration = (Resource: pulumi.Input<string>): PolicyStatement => ({
    Sid: "Configuration",
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource,
  });
  const policy = new RolePolicy(
    name,
    {
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          ...statements,
          metrics,
          ...(configArn === undefined ? [] : [configuration(configArn)]),
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
  return { role, policy, instanceProfile };
}
