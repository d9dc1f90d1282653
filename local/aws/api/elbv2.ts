import { AwsError } from "../errors";
import { targetsOf } from "../model/targets";
import { TARGET_GROUP } from "../model/tokens";
import type { Stored } from "../store";
import { type Values, text, texts } from "../values";
import type { Action, Request } from "./call";

const groupsOf = ({ account, region }: Request): Stored[] => account.all(TARGET_GROUP, region);

const arnOf = ({ id, outputs }: Stored): string => text(outputs["arn"]) || id;

/** The targets of a group; they are healthy unless a fault says otherwise. */
const describeTargetHealth: Action = (request) => {
  const { account, region, body, faults } = request;
  const arn = text(body["TargetGroupArn"]);
  const group = groupsOf(request).find((one) => arnOf(one) === arn);
  if (!group) {
    throw new AwsError("TargetGroupNotFound", `Target groups '${arn}' not found`);
  }
  const sick = (id: string): boolean => faults.unhealthy.has(id) || faults.unhealthy.has(arn);
  return {
    TargetHealthDescriptions: targetsOf(account, group.id, region).map(
      ({ id, port, state }): Values => ({
        Target: { Id: id, Port: port },
        HealthCheckPort: "traffic-port",
        TargetHealth:
          state === "unused"
            ? {
                State: "unused",
                Reason: "Target.NotInUse",
                Description:
                  "Target group is not configured to receive traffic from the load balancer",
              }
            : sick(id)
              ? {
                  State: "unhealthy",
                  Reason: "Target.FailedHealthChecks",
                  Description: "Health checks failed",
                }
              : { State: "healthy" },
      }),
    ),
  };
};

const describeTargetGroups: Action = (request) => {
  const { account, body } = request;
  const arns = texts(body["TargetGroupArns"]);
  const names = texts(body["Names"]);
  const found = groupsOf(request).filter(
    (group) =>
      (arns.length === 0 || arns.includes(arnOf(group))) &&
      (names.length === 0 || names.includes(text(account.state(group)["name"]))),
  );
  if (found.length < arns.length + names.length) {
    throw new AwsError("TargetGroupNotFound", "One or more target groups not found");
  }
  return {
    TargetGroups: found.map((group) => {
      const { name, port, protocol, vpcId, targetType } = account.state(group);
      return {
        TargetGroupArn: arnOf(group),
        TargetGroupName: name,
        Port: port,
        Protocol: protocol,
        VpcId: vpcId,
        TargetType: targetType,
      };
    }),
  };
};

export const elbv2Actions: Readonly<Record<string, Action>> = {
  DescribeTargetGroups: describeTargetGroups,
  DescribeTargetHealth: describeTargetHealth,
};
