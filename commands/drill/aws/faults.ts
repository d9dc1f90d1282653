import { arnPrefix } from "../../../components/settings/partition";
import * as policy from "./policy";
import type { AwsStack, NodeGroup } from "./stack";
import {
  type ExperimentAction,
  type RoleStatement,
  type ExperimentTarget,
  minutesText,
} from "./template";

/** The target of a fault, and its duration. */
export interface Choice {
  readonly node: NodeGroup | undefined;
  readonly zone: string;
  readonly minutes: number;
}

/** The fault of a scenario. */
export interface AwsFault {
  readonly targets: Readonly<Record<string, ExperimentTarget>>;
  readonly actions: Readonly<Record<string, ExperimentAction>>;
  /** Permissions that the experiment's role needs. */
  readonly statements: readonly RoleStatement[];
  /** Unmet prerequisites; empty if it can be started. */
  readonly blockers: readonly string[];
}

const SHELL = "AWS-RunShellScript";

/** The running instances of a node. */
const instances = ({ tag }: AwsStack, { name, isMany }: NodeGroup): ExperimentTarget => ({
  resourceType: "aws:ec2:instance",
  resourceTags: { "holdfast:stack": tag, Name: name },
  filters: [{ path: "State.Name", values: ["running"] }],
  selectionMode: isMany ? "COUNT(1)" : "ALL",
});

const DELETE: ExperimentAction = {
  actionId: "aws:ec2:terminate-instances",
  description: "the instance is terminated",
  targets: { Instances: "node" },
};

export const deleteNode = (stack: AwsStack, node: NodeGroup): AwsFault => ({
  targets: { node: instances(stack, node) },
  actions: { delete: DELETE },
  statements: policy.mayTerminate(stack, node),
  blockers: [],
});

export const stopNode = (stack: AwsStack, node: NodeGroup, minutes: number): AwsFault => ({
  targets: { node: instances(stack, node) },
  actions: {
    stop: {
      actionId: "aws:ec2:stop-instances",
      description: "the instance is stopped and started again",
      parameters: {
        startInstancesAfterDuration: minutesText(minutes),
        // Its group may have replaced it in the meantime.
        completeIfInstancesTerminated: "true",
      },
      targets: { Instances: "node" },
    },
  },
  statements: policy.mayStop(stack, node),
  blockers: [],
});

export function runOnNode(
  stack: AwsStack,
  node: NodeGroup,
  { command, description, minutes }: { command: string; description: string; minutes: number },
): AwsFault {
  const documentArn = `${arnPrefix(stack.region)}:ssm:${stack.region}::document/${SHELL}`;
  return {
    targets: { node: instances(stack, node) },
    actions: {
      command: {
        actionId: "aws:ssm:send-command",
        description,
        parameters: {
          documentArn,
          documentParameters: JSON.stringify({ commands: [command] }),
          duration: minutesText(minutes),
        },
        targets: { Instances: "node" },
      },
    },
    statements: policy.mayCommand(stack, node, documentArn),
    blockers: node.isManaged
      ? []
      : [
          `Systems Manager cannot manage ${node.key}: attach AmazonSSMManagedInstanceCore to its role ` +
            "for the rehearsal, and use an image with the SSM Agent (Amazon Linux has it)",
        ],
  };
}

export function cutOffZone(stack: AwsStack, zone: string, minutes: number): AwsFault {
  const subnets = stack.subnets.filter((one) => one.zone === zone).map(({ arn }) => arn);
  return {
    targets: {
      subnets: {
        resourceType: "aws:ec2:subnet",
        // By tag, as a target takes at most 5 ARNs.
        resourceTags: { "holdfast:stack": stack.tag },
        parameters: { availabilityZoneIdentifier: zone },
        selectionMode: "ALL",
      },
    },
    actions: {
      block: {
        actionId: "aws:network:disrupt-connectivity",
        description: `nothing enters or leaves the stack's subnets in ${zone}`,
        parameters: { scope: "all", duration: minutesText(minutes) },
        targets: { Subnets: "subnets" },
      },
    },
    statements: policy.mayCutOff(stack, subnets),
    blockers: [],
  };
}

/** Deletes a node while the API answers half of its successor's calls with RequestLimitExceeded. */
export function throttleReplacement(stack: AwsStack, node: NodeGroup, minutes: number): AwsFault {
  const { targets, actions, statements } = deleteNode(stack, node);
  const roleArn = node.roleArn ?? "";
  return {
    targets: {
      ...targets,
      role: { resourceType: "aws:iam:role", resourceArns: [roleArn], selectionMode: "ALL" },
    },
    actions: {
      throttle: {
        actionId: "aws:fis:inject-api-throttle-error",
        description: "half of the calls of the node's role fail",
        parameters: {
          service: "ec2",
          operations: "AssociateAddress,DescribeAddresses,DescribeInstances",
          percentage: "50",
          duration: minutesText(minutes),
        },
        targets: { Roles: "role" },
      },
      // So that the successor is throttled from its first call.
      wait: {
        actionId: "aws:fis:wait",
        description: "throttling takes effect",
        parameters: { duration: minutesText(1) },
      },
      delete: { ...actions["delete"]!, startAfter: ["wait"] },
    },
    statements: [...statements, ...policy.mayThrottle(stack, roleArn)],
    blockers: roleArn ? [] : [`${node.key} has no dedicated role whose calls could be throttled`],
  };
}

/** The maximum of load balancers in a target. */
const MOST_ARNS = 5;

export function shiftZone(stack: AwsStack, zone: string, minutes: number): AwsFault {
  const arns = stack.balancers.map(({ arn }) => arn).slice(0, MOST_ARNS);
  const fixed = stack.balancers.filter(({ mayShift }) => !mayShift).map(({ name }) => name);
  return {
    targets: {
      balancers: {
        resourceType: "aws:arc:zonal-shift-managed-resource",
        resourceArns: arns,
        selectionMode: "ALL",
      },
    },
    actions: {
      shift: {
        actionId: "aws:arc:start-zonal-autoshift",
        description: `the load balancers' traffic leaves ${zone}`,
        parameters: {
          availabilityZoneIdentifier: zone,
          duration: minutesText(minutes),
          // Whether or not zonal autoshift is enabled.
          zonalAutoshiftStatus: "ANY",
        },
        targets: { ManagedResources: "balancers" },
      },
    },
    statements: policy.mayShift(arns),
    blockers: fixed.map(
      (name) =>
        `${name} does not allow zonal shifts: set its attribute zonal_shift.config.enabled to true`,
    ),
  };
}

export function stopTask(stack: AwsStack, service: NonNullable<AwsStack["service"]>): AwsFault {
  return {
    targets: {
      task: {
        resourceType: "aws:ecs:task",
        parameters: { cluster: service.cluster, service: service.name },
        selectionMode: "COUNT(1)",
      },
    },
    actions: {
      stop: {
        actionId: "aws:ecs:stop-task",
        description: "a task with HAProxy is stopped",
        targets: { Tasks: "task" },
      },
    },
    statements: policy.mayStopTask(stack, service),
    blockers: [],
  };
}
