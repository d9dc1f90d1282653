import * as pulumi from "@pulumi/pulumi";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import type { Owner } from "../network/security-groups";
import type { PolicyStatement } from "../front-door/proxy/node-role";
import { assumedBy } from "../iam";
import { named } from "../tags";

/**
 * Actions of Session Manager's agent, and no others of Systems Manager. They do not support resource-level
 * permissions.
 */
const SESSIONS: PolicyStatement = {
  Sid: "Sessions",
  Effect: "Allow",
  Action: [
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  Resource: "*",
};

/**
 * Creates `<name>`: a role with its policy and its instance profile.
 *
 * @param statements permissions of the machines; `sessions` allows sessions by Session Manager
 */
export function createProfile(
  { name, parent, tags }: Pick<Owner, "name" | "parent" | "tags">,
  statements: "sessions" | readonly PolicyStatement[],
): InstanceProfile {
  const role = new Role(
    name,
    {
      description: `What ${name} may do`,
      assumeRolePolicy: JSON.stringify(assumedBy("ec2.amazonaws.com")),
      tags: named(name, tags),
    },
    { parent },
  );
  const policy = new RolePolicy(
    name,
    {
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: statements === "sessions" ? [SESSIONS] : statements,
      }),
    },
    { parent },
  );
  // Machines with the profile use its permissions at once.
  return new InstanceProfile(
    name,
    { role: role.name, tags: named(name, tags) },
    { parent, dependsOn: policy },
  );
}
