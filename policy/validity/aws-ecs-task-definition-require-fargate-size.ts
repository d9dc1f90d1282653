import { VALIDATED } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { TASK_DEFINITION } from "../../stack/types";
import { numberAt, textsAt } from "../../stack/values";

/** Valid memory in MiB, by CPU units. */
const MEMORY: Readonly<Record<number, { from: number; to: number; step: number }>> = {
  256: { from: 512, to: 2048, step: 512 },
  512: { from: 1024, to: 4096, step: 1024 },
  1024: { from: 2048, to: 8192, step: 1024 },
  2048: { from: 4096, to: 16_384, step: 1024 },
  4096: { from: 8192, to: 30_720, step: 1024 },
  8192: { from: 16_384, to: 61_440, step: 4096 },
  16384: { from: 32_768, to: 122_880, step: 8192 },
};

export const awsEcsTaskDefinitionRequireFargateSize = resourcePolicy({
  name: "aws-ecs-task-definition-require-fargate-size",
  displayName: "Fargate tasks have a valid size",
  what: "A task for Fargate has a valid combination of CPU units and memory.",
  why: "ECS rejects any other combination in the middle of an update.",
  remedy: "Use a memory size that the message names.",
  severity: "medium",
  framework: VALIDATED,
  types: [TASK_DEFINITION],
  check: ({ name, inputs }) => {
    if (!textsAt(inputs, "requiresCompatibilities").includes("FARGATE")) return [];
    const [cpu, memory] = [numberAt(inputs, "cpu"), numberAt(inputs, "memory")];
    if (typeof cpu !== "number" || typeof memory !== "number") return [];
    const fits = MEMORY[cpu];
    if (!fits) {
      // AWS only adds sizes, so larger ones may exist by now.
      if (cpu > 16_384) return [];
      return [
        `CPU of task ${name} should be one of ${Object.keys(MEMORY).join(", ")}, got ${cpu}; use one of these`,
      ];
    }
    const { from, to, step } = fits;
    const isStep = (memory - from) % step === 0 && !(cpu === 256 && memory === 1536);
    if (memory >= from && memory <= to && isStep) return [];
    const valid = cpu === 256 ? "512, 1024 or 2048" : `${from} to ${to} MiB in steps of ${step}`;
    return [
      `memory of task ${name} with ${cpu} CPU units should be ${valid}, got ${memory}; change it`,
    ];
  },
});
