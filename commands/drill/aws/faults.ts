import { arnPrefix } from "../../../components/settings/partition";
import * as policy from "./policy";
import type { AwsStack, NodeGroup } from "./stack";
import {
  type ExperimentAction,
  type RoleStatement,
  type ExperimentTarget,
  minutesText,
} from "./template";

/** What is struck, and for how long. */
export interface Choice {
  readonly node: NodeGroup | undefined;
  readonly zone: string;
  readonly minutes: number;
}

/** What a scenario does to the stack. */
export interface AwsFault {
  readonly targets: Readonly<Record<string, ExperimentTarget>>;
  readonly actions: Readonly<Record<string, ExperimentAction>>;
  /** What the role of the experiment needs for it. */
  readonly statements: readonly RoleStatement[];
  /** What must be so before it can be started, and is not; empty when it can. */
  readonly blockers: readonly string[];
}

const SHELL = "AWS-RunShellScript";

/** The instances of a node that run. */
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
      description: "the instance is stopped, and started again",
      parameters: {
        startInstancesAfterDuration: minutesText(minutes),
        // Its group may have replaced it by then.
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
          `Systems Manager does not reach ${node.key}: attach AmazonSSMManagedInstanceCore to its role ` +
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
        // By tag, as a target takes no more than 5 ARNs.
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

/** A node is deleted while the API answers half of what its successor asks with RequestLimitExceeded. */
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
      // So that the successor finds it throttled from the start.
      wait: {
        actionId: "aws:fis:wait",
        description: "throttling takes effect",
        parameters: { duration: minutesText(1) },
      },
      delete: { ...actions["delete"]!, startAfter: ["wait"] },
    },
    statements: [...statements, ...policy.mayThrottle(stack, roleArn)],
    blockers: roleArn ? [] : [`${node.key} has no role of its own whose calls could be throttled`],
  };
}

/** The load balancers that a target takes: no more than this many. */
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
          // Whether or not AWS may shift by itself.
          zonalAutoshiftStatus: "ANY",
        },
        targets: { ManagedResources: "balancers" },
      },
    },
    statements: policy.mayShift(arns),
    blockers: fixed.map(
      (name) =>
        `${name} does not let its traffic be shifted: set its attribute zonal_shift.config.enabled to true`,
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
