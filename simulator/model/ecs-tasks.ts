import { unknownProperties } from "./ecs-containers";
import { AwsError } from "./errors";
import { type Value, type Values, isGiven, isKnown, objects, text, texts } from "./values";
import { ecsName } from "./ecs";
import { arn, oneOf, region, tags } from "./shared";
import { ROLE, TASK_DEFINITION } from "./tokens";
import type { Context, Problem, ResourceType } from "./type";

/** Memory in MiB that a task on Fargate may have, by its CPU units: least, most and step. */
const FARGATE_MEMORY: Readonly<Record<string, readonly [number, number, number]>> = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
};

function containersIn(inputs: Values): Values[] | undefined {
  try {
    const parsed = JSON.parse(text(inputs["containerDefinitions"])) as Value;
    return Array.isArray(parsed) ? objects(parsed) : undefined;
  } catch {
    return undefined;
  }
}

function validateTask(inputs: Values): Problem[] {
  if (!isKnown(inputs["containerDefinitions"])) return [];
  const containers = containersIn(inputs);
  const property = "containerDefinitions";
  if (!containers?.length) {
    return [{ property, reason: "ECS Task Definition container_definitions is invalid" }];
  }
  const problems: Problem[] = [];
  for (const container of containers) {
    const { name, image, memory, memoryReservation, portMappings } = container;
    for (const key of unknownProperties(container)) {
      problems.push({
        property,
        reason: `a container has no property "${key}": the AWS provider would drop it`,
      });
    }
    if (!isGiven(name) || !isGiven(image)) {
      problems.push({ property, reason: "a container has a name and an image" });
    }
    if (![memory, memoryReservation, inputs["memory"]].some(isGiven)) {
      problems.push({
        property,
        reason: `Invalid setting for container '${text(name)}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
      });
    }
    const differs = objects(portMappings).some(
      ({ hostPort, containerPort }) => isGiven(hostPort) && hostPort !== containerPort,
    );
    if (differs && ["host", "awsvpc"].includes(text(inputs["networkMode"]))) {
      problems.push({
        property,
        reason: `with networkMode ${text(inputs["networkMode"])}, hostPort is left out or the same as containerPort`,
      });
    }
  }
  return [...problems, ...validateFargate(inputs)];
}

function validateFargate({ requiresCompatibilities, networkMode, cpu, memory }: Values): Problem[] {
  if (!texts(requiresCompatibilities).includes("FARGATE")) return [];
  const problems: Problem[] = [];
  if (networkMode !== "awsvpc") {
    problems.push({ property: "networkMode", reason: "Fargate only supports network mode awsvpc" });
  }
  const [least, most, step] = FARGATE_MEMORY[text(cpu)] ?? [1, 0, 1];
  const size = Number(memory);
  if (isKnown(cpu) && isKnown(memory) && !(size >= least && size <= most && size % step === 0)) {
    problems.push({
      property: "cpu",
      reason: `No Fargate configuration exists for given values: ${text(cpu)} CPU, ${text(memory)} memory`,
    });
  }
  return problems;
}

function checkTask({ account, inputs }: Context): void {
  for (const key of ["executionRoleArn", "taskRoleArn"]) {
    const role = inputs[key];
    if (isGiven(role) && !account.all(ROLE).some(({ outputs }) => outputs["arn"] === role)) {
      throw new AwsError("ClientException", `Role is not valid: ${text(role)}`);
    }
  }
}

/** The number of the next revision of a family. */
const revision = ({ account, id, inputs, region }: Context): number =>
  1 +
  Math.max(
    0,
    ...account
      .all(TASK_DEFINITION, region)
      .filter((other) => other.id !== id && other.inputs["family"] === inputs["family"])
      .map(({ outputs }) => Number(outputs["revision"])),
  );

const replaced = { replaces: true } as const;

const taskDefinition: ResourceType = {
  noun: "ECS Task Definition",
  operations: {
    create: "ECS: RegisterTaskDefinition",
    update: "ECS: TagResource",
    remove: "ECS: DeregisterTaskDefinition",
  },
  missing: () => ["ClientException", "Unable to describe task definition."],
  // The provider's own id is the family, which revisions share.
  id: (context) =>
    arn(
      "ecs",
      () => `task-definition/${text(context.inputs["family"])}:${revision(context)}`,
    )(context),
  inputs: {
    family: { required: true, ...replaced, check: ecsName },
    containerDefinitions: { required: true, json: true, ...replaced },
    cpu: replaced,
    memory: replaced,
    executionRoleArn: replaced,
    taskRoleArn: replaced,
    networkMode: {
      computed: true,
      ...replaced,
      check: oneOf("bridge", "host", "awsvpc", "none"),
    },
    requiresCompatibilities: { unordered: true, ...replaced },
    runtimePlatform: {
      ...replaced,
      fields: {
        cpuArchitecture: { check: oneOf("X86_64", "ARM64") },
        operatingSystemFamily: {},
      },
    },
    skipDestroy: { default: false },
    trackLatest: { default: false },
    region,
    tags,
  },
  computed: {
    arn: ({ id }) => id,
    arnWithoutRevision: ({ id }) => id.replace(/:\d+$/, ""),
    enableFaultInjection: false,
    networkMode: "bridge",
    revision: ({ id }) => Number(id.split(":").at(-1)),
  },
  validate: validateTask,
  check: checkTask,
};

export const taskDefinitionTypes: Record<string, ResourceType> = {
  [TASK_DEFINITION]: taskDefinition,
};
