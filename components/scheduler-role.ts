import * as pulumi from "@pulumi/pulumi";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { assumedBy } from "./iam";
import { type Tags, named } from "./tags";

interface SchedulerRoleArgs {
  readonly parent: pulumi.ComponentResource;
  readonly description: string;
  /** Action, or actions, that schedules call. */
  readonly allows: string | readonly string[];
  /** ARN of the one resource that they call it on. */
  readonly resourceArn: pulumi.Output<string>;
  readonly tags: Tags | undefined;
}

/**
 * Creates `<name>`: a role with one permission, which EventBridge Scheduler may assume for schedules of the resource's
 * account and region, in the default group. Resolves to its ARN when it has the permission: a schedule that runs before
 * would fail.
 */
export function createSchedulerRole(
  name: string,
  { parent, description, allows, resourceArn, tags }: SchedulerRoleArgs,
): pulumi.Output<string> {
  const trust = resourceArn.apply((arn) => {
    const [, partition, , region, account] = arn.split(":");
    return JSON.stringify(
      assumedBy("scheduler.amazonaws.com", {
        StringEquals: {
          "aws:SourceAccount": account!,
          "aws:SourceArn": `arn:${partition}:scheduler:${region}:${account}:schedule-group/default`,
        },
      }),
    );
  });
  const role = new Role(
    name,
    { description, assumeRolePolicy: trust, tags: named(name, tags) },
    { parent },
  );
  const policy = new RolePolicy(
    name,
    {
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: allows, Resource: resourceArn }],
      }),
    },
    { parent },
  );
  return pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
}
