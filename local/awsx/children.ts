import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { Service, type ServiceArgs } from "@pulumi/aws/ecs/service";
import { TaskDefinition } from "@pulumi/aws/ecs/taskDefinition";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getRegionOutput } from "@pulumi/aws/getRegion";

/*
 * The children of the components of awsx that the program uses, as awsx 3.9.0 creates them: types, names,
 * parents and what it fills in, after awsx/ecs/{ec2Service,fargateService,ec2TaskDefinition,
 * fargateTaskDefinition,containers}.ts and awsx/cloudwatch/logGroup.ts of github.com/pulumi/pulumi-awsx.
 * What the program does not use is refused, not guessed: roles of awsx's making, several containers,
 * target groups in port mappings, default networks and sizes.
 *
 * The real component has its children created by the @pulumi/aws that it was built with, which may be
 * another one than the program's; here it is the program's.
 */

type Inputs = Record<string, unknown>;

/** What a component has, by the names of its outputs. */
interface Children {
  readonly service: Service;
  readonly taskDefinition: TaskDefinition;
}

export const EC2_SERVICE = "awsx:ecs:EC2Service";
export const FARGATE_SERVICE = "awsx:ecs:FargateService";

const TASK_DEFINITION: Readonly<Record<string, string>> = {
  [EC2_SERVICE]: "awsx:ecs:EC2TaskDefinition",
  [FARGATE_SERVICE]: "awsx:ecs:FargateTaskDefinition",
};

/** Whether a component is modelled. */
export const isModelled = (type: string): boolean => type in TASK_DEFINITION;

/** What awsx gives ECS, none of which is an argument of the component below it. */
const CONSUMED = ["taskDefinitionArgs", "continueBeforeSteadyState", "assignPublicIp"];

const without = (inputs: Inputs, keys: readonly string[]): Inputs =>
  Object.fromEntries(Object.entries(inputs).filter(([key]) => !keys.includes(key)));

/**
 * Creates the children of a component.
 *
 * @param parent the component itself
 * @throws {Error} if the component or an argument is not modelled
 */
export function createChildren(
  type: string,
  name: string,
  args: Inputs,
  parent: pulumi.Resource,
): Children {
  const taskType = TASK_DEFINITION[type];
  if (taskType === undefined) throw notModelled(`component ${type}`);
  const fargate = type === FARGATE_SERVICE;
  const { taskDefinitionArgs } = args;
  if (taskDefinitionArgs === undefined) throw notModelled("a service without taskDefinitionArgs");
  if (fargate && args["networkConfiguration"] === undefined) {
    throw notModelled("a Fargate service without networkConfiguration");
  }
  const taskDefinition = createTaskDefinition(
    taskType,
    name,
    taskDefinitionArgs as pulumi.Input<Inputs>,
    parent,
  );
  const service = new Service(
    name,
    {
      ...(fargate && { desiredCount: 1 }),
      ...without(args, CONSUMED),
      ...(args["capacityProviderStrategies"] === undefined && {
        launchType: fargate ? "FARGATE" : "EC2",
      }),
      // The load balancers of port mappings otherwise, of which there are none.
      loadBalancers: (args["loadBalancers"] ?? []) as NonNullable<ServiceArgs["loadBalancers"]>,
      waitForSteadyState: pulumi
        .output(args["continueBeforeSteadyState"] as pulumi.Input<boolean | undefined>)
        .apply((goesOn) => goesOn !== true),
      taskDefinition: taskDefinition.arn,
    },
    { parent },
  );
  return { service, taskDefinition };
}

/** As awsx: only the arguments themselves are plain, what is in them may not be known yet. */
function createTaskDefinition(
  type: string,
  name: string,
  given: pulumi.Input<Inputs>,
  owner: pulumi.Resource,
): TaskDefinition {
  const parent = new pulumi.ComponentResource(type, name, {}, { parent: owner });
  const args = pulumi.output(given) as unknown as pulumi.Output<Inputs>;
  const field = (key: string) => args.apply((inputs) => inputs[key]);
  const fargate = type === TASK_DEFINITION[FARGATE_SERVICE];
  const logGroup = new LogGroup(
    name,
    {
      retentionInDays: args.apply(({ logGroup }) => logArgs(logGroup)["retentionInDays"] as number),
      tags: args.apply(({ logGroup }) => logArgs(logGroup)["tags"] as Record<string, string>),
    },
    { parent },
  );
  // awsx asks who it is for an ARN that nothing here uses.
  void getCallerIdentityOutput({}, { parent });
  const { region } = getRegionOutput({}, { parent: logGroup });
  const containers = pulumi
    .all([args, logGroup.name, region])
    .apply(([inputs, group, where]) => describeContainers(inputs, group, where));
  const task = new TaskDefinition(
    name,
    {
      networkMode: fargate
        ? "awsvpc"
        : field("networkMode").apply((mode) => (mode as string) ?? "awsvpc"),
      requiresCompatibilities: [fargate ? "FARGATE" : "EC2"],
      cpu: field("cpu") as pulumi.Output<string>,
      memory: field("memory") as pulumi.Output<string>,
      runtimePlatform: field("runtimePlatform") as pulumi.Output<object>,
      executionRoleArn: roleOf(args, "executionRole"),
      taskRoleArn: roleOf(args, "taskRole"),
      tags: field("tags") as pulumi.Output<Record<string, string>>,
      family: containers.apply((text) => `${name}-${shortHash(pulumi.getStack() + text)}`),
      containerDefinitions: containers,
    },
    { parent },
  );
  return task;
}

function logArgs(logGroup: unknown): Inputs {
  const { args, ...rest } = (logGroup ?? {}) as { args?: Inputs };
  if (Object.keys(rest).length > 0) throw notModelled(`logGroup.${Object.keys(rest)[0]}`);
  const unknown = Object.keys(args ?? {}).find((key) => !["retentionInDays", "tags"].includes(key));
  if (unknown) throw notModelled(`logGroup.args.${unknown}`);
  return args ?? {};
}

function roleOf(args: pulumi.Output<Inputs>, key: string): pulumi.Output<string | undefined> {
  return args.apply((inputs) => {
    const { roleArn, skip } = (inputs[key] ?? {}) as { roleArn?: string; skip?: boolean };
    if (skip === true) return undefined;
    if (roleArn === undefined) throw notModelled(`${key} without roleArn or skip`);
    return roleArn;
  });
}

/** The JSON that ECS gets: the container with its name, its ports on both sides, and where its log goes. */
function describeContainers(inputs: Inputs, group: string, region: string): string {
  const container = inputs["container"] as
    { name?: string; portMappings?: { hostPort?: number; containerPort?: number }[] } | undefined;
  if (container === undefined) throw notModelled("a task definition without `container`");
  const name = container.name ?? "container";
  const portMappings = container.portMappings?.map((mapping) => ({
    ...mapping,
    containerPort: mapping.containerPort ?? mapping.hostPort,
    hostPort: mapping.hostPort ?? mapping.containerPort,
  }));
  const logConfiguration = {
    logDriver: "awslogs",
    options: {
      "awslogs-group": group,
      "awslogs-region": region,
      "awslogs-stream-prefix": name,
    },
  };
  return JSON.stringify([{ logConfiguration, ...container, portMappings, name }]);
}

const shortHash = (text: string): string =>
  createHash("sha1").update(text).digest("hex").slice(0, 8);

const notModelled = (what: string): Error =>
  new Error(`${what} is not modelled: add it to local/awsx/children.ts`);
