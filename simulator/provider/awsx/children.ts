import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { Service, type ServiceArgs } from "@pulumi/aws/ecs/service";
import { TaskDefinition } from "@pulumi/aws/ecs/taskDefinition";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getRegionOutput } from "@pulumi/aws/getRegion";

/*
 * The children of the components of awsx that the program uses, as awsx 3.9.0 creates them: types, names,
 * parents and defaults, based on awsx/ecs/{ec2Service,fargateService,ec2TaskDefinition,
 * fargateTaskDefinition,containers}.ts and awsx/cloudwatch/logGroup.ts of github.com/pulumi/pulumi-awsx.
 * Features that the program does not use are rejected, not guessed: roles created by awsx, several
 * containers, target groups in port mappings, default networks and sizes.
 *
 * The real component creates its children with the @pulumi/aws version that it was built with, which may
 * differ from the program's; here, the program's version is used.
 */

type Inputs = Record<string, unknown>;

/** The children of a component, by the names of its outputs. */
interface Children {
  readonly service: Service;
  readonly taskDefinition: TaskDefinition;
}

const EC2_SERVICE = "awsx:ecs:EC2Service";
const FARGATE_SERVICE = "awsx:ecs:FargateService";

const TASK_DEFINITION: Readonly<Record<string, string>> = {
  [EC2_SERVICE]: "awsx:ecs:EC2TaskDefinition",
  [FARGATE_SERVICE]: "awsx:ecs:FargateTaskDefinition",
};

/** Inputs that awsx passes to ECS, which are not arguments of the component. */
const CONSUMED = ["taskDefinitionArgs", "continueBeforeSteadyState", "assignPublicIp"];

const without = (inputs: Inputs, keys: readonly string[]): Inputs =>
  Object.fromEntries(Object.entries(inputs).filter(([key]) => !keys.includes(key)));

/**
 * Rejects arguments that are not modelled.
 *
 * @param args of the component, known or unknown
 * @throws {Error} naming the argument
 */
export function checkArguments(type: string, args: Inputs): void {
  const refuse = (what: string): never => {
    throw new Error(`${what} is not modelled: add it to simulator/provider/awsx/children.ts`);
  };
  if (!(type in TASK_DEFINITION)) refuse(`component ${type}`);
  if (args["taskDefinitionArgs"] === undefined) refuse("a service without taskDefinitionArgs");
  if (type === FARGATE_SERVICE && args["networkConfiguration"] === undefined) {
    refuse("a Fargate service without networkConfiguration");
  }
  const task = args["taskDefinitionArgs"] as Record<string, Inputs | undefined>;
  const { container, executionRole, taskRole, logGroup = {} } = task;
  if (container === undefined) refuse("a task definition without container");
  for (const [key, role] of Object.entries({ executionRole, taskRole })) {
    if (role?.["roleArn"] === undefined && role?.["skip"] !== true) {
      refuse(`${key} without roleArn or skip`);
    }
  }
  for (const [key, known] of Object.entries(KNOWN_BELOW)) {
    const given = key === "logGroup" ? logGroup : logGroup["args"];
    const unknown = Object.keys(given ?? {}).find((one) => !known.includes(one));
    if (unknown) refuse(`${key}.${unknown}`);
  }
  const unknown = Object.keys(task).find((key) => !KNOWN.includes(key));
  if (unknown) refuse(`taskDefinitionArgs.${unknown}`);
}

/** The children of a task definition. */
const KNOWN = [
  ...["container", "cpu", "memory", "networkMode", "runtimePlatform"],
  ...["executionRole", "taskRole", "logGroup", "tags"],
];
const KNOWN_BELOW = { logGroup: ["args"], "logGroup.args": ["retentionInDays", "tags"] };

/**
 * Creates the children of a component, with arguments that `checkArguments` accepts.
 *
 * @param parent the component itself
 */
export function createChildren(
  type: string,
  name: string,
  args: Inputs,
  parent: pulumi.Resource,
): Children {
  const fargate = type === FARGATE_SERVICE;
  const taskDefinition = createTaskDefinition(
    TASK_DEFINITION[type]!,
    name,
    args["taskDefinitionArgs"] as pulumi.Input<Inputs>,
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
      // Otherwise, those of port mappings; here there are none.
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

/** As in awsx: only the arguments themselves are plain, their contents may be unknown. */
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
  // awsx looks up the caller identity for an ARN that is not used here.
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

const logArgs = (logGroup: unknown): Inputs =>
  (logGroup as { args?: Inputs } | undefined)?.args ?? {};

const roleOf = (args: pulumi.Output<Inputs>, key: string): pulumi.Output<string | undefined> =>
  args.apply((inputs) => {
    const { roleArn, skip } = inputs[key] as { roleArn?: string; skip?: boolean };
    return skip === true ? undefined : roleArn;
  });

/** The JSON for ECS: the container with its name, its ports on both sides, and its log destination. */
function describeContainers(inputs: Inputs, group: string, region: string): string {
  const container = inputs["container"] as {
    name?: string;
    portMappings?: { hostPort?: number; containerPort?: number }[];
  };
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
