import { createWriteStream, mkdirSync } from "node:fs";
import { finished } from "node:stream/promises";
import { dirname, join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { toSettings } from "../../../stack/stack-settings";
import { planProgram } from "../../shared/plan-program";
import { estimate } from "../../../cost/estimate";
import { outputsOf, readExport, resourcesIn } from "../../../stack/export";
import type { Resource } from "../../../stack/resource";
import { packConfigFor, policyArguments, refuses } from "../../local/policies";
import { settingsOf } from "../../local/stack-settings";
import type { FleetStack } from "../file/read-fleet";
import { collectEvents } from "./events";
import type { FleetCommand } from "./operation";
import type { FleetTarget } from "./fleet-target";
import type { StackResult } from "./result";

/** The shared options of a run's operations. */
interface RunContext {
  readonly command: FleetCommand;
  readonly target: FleetTarget;
  readonly root: string;
  /** The folder of local runs. */
  readonly home: string;
  readonly project: string;
  /** Aborting it ends the running operations gracefully. */
  readonly cancel: AbortSignal;
}

/** The file with the engine's output for a stack, of the last run. */
const logFile = (home: string, stack: string): string =>
  join(home, "fleet", "logs", `${stack}.log`);

/**
 * Runs one command on one stack, checked by the project's policies.
 *
 * @param onStep called with the number of completed steps
 * @throws {Error} with the message of the engine, the program or a policy, if it fails
 */
export async function operate(
  context: RunContext,
  stack: FleetStack,
  onStep: (steps: number) => void,
): Promise<StackResult> {
  const { command, target, home, cancel } = context;
  const started = performance.now();
  const file = logFile(home, stack.name);
  mkdirSync(dirname(file), { recursive: true });
  const log = createWriteStream(file);
  const { summary, onEvent } = collectEvents(onStep);
  const output = {
    color: "never",
    onEvent,
    onOutput: (text: string) => void log.write(text),
  } as const;
  try {
    const opened = await target.open(stack, command);
    const before = await deployed(opened);
    // The Automation API can only cancel a running command.
    cancel.throwIfAborted();
    const options = { ...output, signal: cancel };
    if (command === "destroy") {
      await opened.destroy({ ...options, excludeProtected: true });
    } else {
      const { policies, mayRefuse } = judges(context, stack, before.resources);
      if (command === "preview" || mayRefuse) await opened.preview({ ...options, ...policies });
      if (command === "up") await opened.up({ ...options, ...policies });
    }
    const after = command === "preview" ? before : await deployed(opened);
    const resources = command === "preview" ? await plan(context.project, stack) : after.resources;
    const cost = price(stack, resources);
    return {
      changes: summary.changes,
      monthlyUsd: cost.monthlyUsd,
      unpriced: cost.unpriced,
      allowList: after.allowList,
      notices: [...new Set([...summary.notices, ...cost.notices])],
      seconds: (performance.now() - started) / 1000,
    };
  } catch (error) {
    throw explain(error as Error, summary.errors, cancel);
  } finally {
    log.end();
    await finished(log);
  }
}

/** The resources of a stack, from its state. */
async function deployed(
  stack: Stack,
): Promise<{ resources: Resource[]; allowList: readonly string[] }> {
  const state = readExport(await stack.exportStack());
  const { allowList = [] } = outputsOf(state) as { allowList?: readonly string[] };
  return { resources: resourcesIn(state.deployment.resources), allowList };
}

/** The project's policies, configured for a stack; and whether one of them could refuse its whole plan. */
function judges(
  { root, home, target }: RunContext,
  { name, config }: FleetStack,
  before: readonly Resource[],
) {
  const folder = join(root, "policy");
  const pack = packConfigFor(folder, settingsOf(config, name), before);
  const [, policyPack, , packConfig] = policyArguments(folder, home, name, target.version, pack);
  const policies = { policyPacks: [policyPack!], policyPackConfigs: [packConfig!] };
  return { policies, mayRefuse: refuses(pack) };
}

/** Plans programs one after the other, as they share this process's runtime. */
let planning: Promise<unknown> = Promise.resolve();

function plan(project: string, { name, config }: FleetStack): Promise<Resource[]> {
  const next = planning.then(() => planProgram(project, toSettings(name, config)));
  planning = next.catch(() => undefined);
  return next;
}

/** The monthly cost, and missing prices; no sum if the usage is invalid. */
function price(
  { name, config }: FleetStack,
  resources: readonly Resource[],
): Pick<StackResult, "monthlyUsd" | "unpriced" | "notices"> {
  const { region, usage } = settingsOf(config, name);
  try {
    const { total, unpriced } = estimate(resources, { region, usage });
    return {
      monthlyUsd: total,
      unpriced: unpriced.length === 0 ? undefined : unpriced,
      notices: [],
    };
  } catch (error) {
    return { notices: [`its cost is unknown: ${(error as Error).message}`] };
  }
}

function explain(error: Error, said: readonly string[], cancel: AbortSignal): Error {
  if (cancel.aborted) return new Error("was cancelled", { cause: error });
  const known = [...new Set(said)].filter((line) => line !== "update failed");
  return new Error(known.join("\n") || error.message, { cause: error });
}
