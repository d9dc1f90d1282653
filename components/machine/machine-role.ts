import * as pulumi from "@pulumi/pulumi";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import type { Owner } from "../network/security-groups";
import type { PolicyStatement } from "../front-door/proxy/node-role";
import { assumedBy } from "../iam";
import { named } from "../tags";

/** What the agent of Session Manager calls, and nothing else of Systems Manager. These know no resources. */
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
 * @param statements what machines may do; `sessions` lets people open sessions on them by Session Manager
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
  // Machines that get the profile act at once.
  return new InstanceProfile(
    name,
    { role: role.name, tags: named(name, tags) },
    { parent, dependsOn: policy },
  );
}
