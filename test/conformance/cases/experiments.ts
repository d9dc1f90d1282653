import type { ExperimentTemplate } from "../../../commands/drill/aws/template";
import { type Case, casesOf } from "../case";
import type { World } from "../world";

const NO_TEMPLATE = "EXT0123456789abcdef";
const NO_EXPERIMENT = "EXP0123456789abcdef";

/** An experiment that only waits. */
async function template(world: World): Promise<ExperimentTemplate> {
  return {
    description: "holdfast conformance",
    targets: {},
    actions: {
      wait: {
        actionId: "aws:fis:wait",
        description: "nothing is broken",
        parameters: { duration: "PT1M" },
      },
    },
    stopConditions: [{ source: "none", value: "" }],
    roleArn: await world.makers.role("experiment"),
    tags: { "holdfast:conformance": "true" },
  };
}

const create = casesOf("fis:CreateExperimentTemplate");
const remove = casesOf("fis:DeleteExperimentTemplate");
const start = casesOf("fis:StartExperiment");
const get = casesOf("fis:GetExperiment");
const stop = casesOf("fis:StopExperiment");

export const EXPERIMENT_CASES: readonly Case[] = [
  create(
    "an experiment that waits a minute",
    async (world) => {
      const wanted = await template(world);
      return {
        call: async () => (await world.fis.createTemplate(wanted)) && "created",
      };
    },
    "created",
  ),
  remove(
    "the template exists",
    async (world) => {
      const id = await world.fis.createTemplate(await template(world));
      return {
        call: async () => {
          await world.fis.deleteTemplate(id);
          return "done";
        },
      };
    },
    "done",
  ),
  remove(
    "no template has the id",
    (world) => Promise.resolve({ call: () => world.fis.deleteTemplate(NO_TEMPLATE) }),
    "ResourceNotFound",
  ),
  start(
    "the template exists",
    async (world) => {
      const id = await world.fis.createTemplate(await template(world));
      return {
        call: async () => {
          const { id: experiment } = await world.fis.start(id, { "holdfast:conformance": "true" });
          return experiment && "started";
        },
      };
    },
    "started",
  ),
  start(
    "no template has the id",
    (world) => Promise.resolve({ call: () => world.fis.start(NO_TEMPLATE, {}) }),
    "ResourceNotFound",
  ),
  get(
    "no experiment has the id",
    (world) => Promise.resolve({ call: () => world.fis.experiment(NO_EXPERIMENT) }),
    "ResourceNotFound",
  ),
  stop(
    "no experiment has the id",
    (world) => Promise.resolve({ call: () => world.fis.stop(NO_EXPERIMENT) }),
    "ResourceNotFound",
  ),
];
