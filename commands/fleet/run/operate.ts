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

/** What all operations of a run have in common. */
interface RunContext {
  readonly command: FleetCommand;
  readonly target: FleetTarget;
  readonly root: string;
  /** Where local runs keep everything. */
  readonly home: string;
  readonly project: string;
  /** Ends what is under way, in good order, when it is aborted. */
  readonly cancel: AbortSignal;
}

/** Where the output of the engine for a stack is, of the last run. */
const logFile = (home: string, stack: string): string =>
  join(home, "fleet", "logs", `${stack}.log`);

/**
 * Carries one command out on one stack, judged by the project's policies.
 *
 * @param onStep called with the number of steps that have ended so far
 * @throws {Error} with what the engine, the program or a policy said, if it fails
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
    // The Automation API hears of a cancellation only while a command runs.
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

/** What a stack has by its state. */
async function deployed(
  stack: Stack,
): Promise<{ resources: Resource[]; allowList: readonly string[] }> {
  const state = readExport(await stack.exportStack());
  const { allowList = [] } = outputsOf(state) as { allowList?: readonly string[] };
  return { resources: resourcesIn(state.deployment.resources), allowList };
}

/** The policies of the project, set for a stack; and whether one of them could refuse its plan as a whole. */
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

/** Programs are planned one after the other: what they run in is this process's own. */
let planning: Promise<unknown> = Promise.resolve();

function plan(project: string, { name, config }: FleetStack): Promise<Resource[]> {
  const next = planning.then(() => planProgram(project, toSettings(name, config)));
  planning = next.catch(() => undefined);
  return next;
}

/** What it costs a month, and what is not in that sum; no sum if its usage is not valid. */
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
    return { notices: [`its cost is not known: ${(error as Error).message}`] };
  }
}

function explain(error: Error, said: readonly string[], cancel: AbortSignal): Error {
  if (cancel.aborted) return new Error("was cancelled", { cause: error });
  const known = [...new Set(said)].filter((line) => line !== "update failed");
  return new Error(known.join("\n") || error.message, { cause: error });
}
