import * as pulumi from "@pulumi/pulumi";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { assumedBy } from "../../iam";
import { arnPrefix } from "../../settings/partition";
import { type Tags, named } from "../../tags";
import type { PolicyStatement } from "../proxy/node-role";

interface ExecutionRoleArgs {
  readonly parent: pulumi.ComponentResource;
  readonly region: string;
  readonly accountId: pulumi.Output<string>;
  /** Container image. A registry other than ECR is used without a login. */
  readonly image: pulumi.Input<string>;
  /** Prefix of the log group's name. */
  readonly logGroup: string;
  readonly tags: Tags | undefined;
}

const ECR = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;

/** Whether an image is in ECR, which is reachable through endpoints. */
export const isInEcr = (image: string): boolean => ECR.test(image);

/**
 * Creates `<name>`: the task execution role. It may pull this one repository and write to the task's log. HAProxy
 * itself has no role.
 */
export function createExecutionRole(
  name: string,
  { parent, region, accountId, image, logGroup, tags }: ExecutionRoleArgs,
): Role {
  const role = new Role(
    name,
    {
      description: "Starts the HAProxy container: pulls its image and writes its log",
      assumeRolePolicy: pulumi.jsonStringify(
        assumedBy("ecs-tasks.amazonaws.com", {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: {
            "aws:SourceArn": pulumi.interpolate`${arnPrefix(region)}:ecs:${region}:${accountId}:*`,
          },
        }),
      ),
      tags: named(name, tags),
    },
    { parent },
  );
  const log = pulumi.interpolate`${arnPrefix(region)}:logs:${region}:${accountId}:log-group:${logGroup}-*:*`;
  const writeLog: PolicyStatement = {
    Sid: "OwnLog",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: log,
  };
  const statements = pulumi.output(image).apply((plain) => [writeLog, ...pullFrom(plain)]);
  new RolePolicy(
    name,
    {
      role: role.name,
      policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }),
    },
    { parent },
  );
  return role;
}

function pullFrom(image: string): PolicyStatement[] {
  const [, account, region, repository] = ECR.exec(image) ?? [];
  if (repository === undefined) return [];
  return [
    {
      Sid: "Image",
      Effect: "Allow",
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
      ],
      Resource: `${arnPrefix(region!)}:ecr:${region}:${account}:repository/${repository}`,
    },
    // This action does not support resource-level permissions.
    { Sid: "Login", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
  ];
}
