import { AwsError } from "../model/errors";
import { type RegisteredTarget, targetsOf } from "../model/targets";
import { TARGET_GROUP } from "../model/tokens";
import type { Stored } from "../model/resource";
import { type Values, text, texts } from "../model/values";
import type { Action, Request, PolicyView } from "./call";
import {
  deleteLoadBalancer,
  describeLoadBalancers,
  modifyLoadBalancerAttributes,
} from "./elbv2-balancers";
import { setSubnets } from "./elbv2-subnets";
import { deregisterTargets, drainingOf, registerTargets } from "./elbv2-targets";

const groupsOf = ({ account, region }: Request): Stored[] => account.all(TARGET_GROUP, region);

const arnOf = ({ id, outputs }: Stored): string => text(outputs["arn"]) || id;

function healthOf(state: RegisteredTarget["state"] | "draining", sick: boolean): Values {
  if (state === "draining") {
    return {
      State: "draining",
      Reason: "Target.DeregistrationInProgress",
      Description: "Target deregistration is in progress",
    };
  }
  if (state === "unused") {
    return {
      State: "unused",
      Reason: "Target.NotInUse",
      Description: "Target group is not configured to receive traffic from the load balancer",
    };
  }
  return sick
    ? {
        State: "unhealthy",
        Reason: "Target.FailedHealthChecks",
        Description: "Health checks failed",
      }
    : { State: "healthy" };
}

/**
 * The targets of a group, healthy unless a fault is injected. A deregistered one is draining in the next
 * response only.
 */
const describeTargetHealth: Action = (request) => {
  const { account, region, body, faults } = request;
  const arn = text(body["TargetGroupArn"]);
  const group = groupsOf(request).find((one) => arnOf(one) === arn);
  if (!group) {
    throw new AwsError("TargetGroupNotFound", `Target groups '${arn}' not found`);
  }
  const sick = (id: string): boolean => faults.unhealthy.has(id) || faults.unhealthy.has(arn);
  const targets = [...targetsOf(account, group.id, region), ...drainingOf(account, group.id)];
  return {
    TargetHealthDescriptions: targets.map(({ id, port, zone, state }): Values => ({
      Target: { Id: id, Port: port, AvailabilityZone: zone },
      HealthCheckPort: "traffic-port",
      TargetHealth: healthOf(state, sick(id)),
    })),
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
  DeleteLoadBalancer: deleteLoadBalancer,
  DeregisterTargets: deregisterTargets,
  DescribeLoadBalancers: describeLoadBalancers,
  DescribeTargetGroups: describeTargetGroups,
  DescribeTargetHealth: describeTargetHealth,
  ModifyLoadBalancerAttributes: modifyLoadBalancerAttributes,
  RegisterTargets: registerTargets,
  SetSubnets: setSubnets,
};

const onGroup: PolicyView = ({ body }) => ({ resources: [text(body["TargetGroupArn"])] });
const onBalancer: PolicyView = ({ body }) => ({ resources: [text(body["LoadBalancerArn"])] });

export const elbv2PolicyViews: Readonly<Record<string, PolicyView>> = {
  DeleteLoadBalancer: onBalancer,
  DeregisterTargets: onGroup,
  ModifyLoadBalancerAttributes: onBalancer,
  RegisterTargets: onGroup,
  SetSubnets: onBalancer,
};
