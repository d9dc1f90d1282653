import * as pulumi from "@pulumi/pulumi";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { assumedBy } from "../../../iam";
import { type Tags, named } from "../../../tags";
import { followerPolicy } from "./follower-policy";

interface RoleArgs {
  readonly targetGroupArns: readonly pulumi.Input<string>[];
  readonly bucketArn: pulumi.Output<string>;
  readonly logGroupArn: pulumi.Output<string>;
  readonly deadLetterQueueArn: pulumi.Output<string>;
  readonly tags: Tags | undefined;
}

/** Creates `<name>`: the role of the function, and its policy. */
export function createFunctionRole(
  name: string,
  parent: pulumi.ComponentResource,
  { tags, ...resources }: RoleArgs,
): { role: Role; policy: RolePolicy } {
  const role = new Role(
    name,
    {
      description: "Follows addresses: registers targets, keeps its state, logs and measures",
      assumeRolePolicy: JSON.stringify(assumedBy("lambda.amazonaws.com")),
      tags: named(name, tags),
    },
    { parent },
  );
  const document = pulumi.output(resources).apply((arns) => JSON.stringify(followerPolicy(arns)));
  const policy = new RolePolicy(name, { role: role.name, policy: document }, { parent });
  return { role, policy };
}
