import { join, resolve } from "node:path";
import type { Styles } from "../cost/render-estimate";
import { type Request, readArguments } from "./arguments";
import { HELP } from "./help";
import { watchForInterruption } from "./interruption";
import { renderCost } from "./operation-cost";
import { outputStyles } from "../shared/output-styles";
import { type Deployment, addressesOf, renderLeftovers, renderSummary } from "./outputs";
import { packConfigFor, policyArguments, refuses } from "./policies";
import { logToTerminal as log } from "../shared/progress";
import { recoverStack } from "./recover-stack";
import { type EngineRun, askEngine, runEngine } from "./run-engine";
import { HOME, ROOT, type Session, type Workplace, openSession, openWorkplace } from "./session";
import { deployedResources, readSettings } from "./stack-settings";
import { readState, stateFile } from "./state-file";
import {
  copyStackConfig,
  projectName,
  readStackConfigs,
  restoreSecretsProviders,
  stackExists,
} from "./stacks";

const project = projectName(ROOT);
const POLICIES = join(ROOT, "policy");

/** The last word after Ctrl-C: what the engine reports then reads like a failure. */
const INTERRUPTED =
  "interrupted: run the same command again. The state has all that was done until then.";

/** `npm run local`: runs one Pulumi command with a simulated AWS account and sets the exit code to its. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    process.exitCode = await run(readArguments(argv));
  } catch (error) {
    log(`error: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

async function run(request: Request): Promise<number> {
  if (request.kind === "operation") {
    return operate(request);
  }
  const workplace = await openWorkplace();
  // Once a stack is there, its config may be in any file: an operation was told with --config-file.
  if (request.kind === "stack") {
    if (!stackExists(HOME, project, request.stack)) await prepareStack(workplace, request);
    readState(stateFile(HOME, project, request.stack));
  }
  const configs = readStackConfigs(ROOT);
  const engine = engineFor(workplace, request);
  const { code } = await runEngine(placed(engine, request), request.args);
  restoreSecretsProviders(ROOT, configs);
  if (request.helps) process.stdout.write(`\n${HELP}\n`);
  return code;
}

/** Runs a command that talks to AWS. */
async function operate(request: Request): Promise<number> {
  const { stack } = request;
  const styles = outputStyles(request.color);
  const session = await openSession();
  try {
    const config = await prepareStack(session, request);
    const engine = engineFor(session, request);
    const settings = readSettings(config, stack);
    const { account } = session;
    const place = { home: HOME, project, stack, account, region: settings.region };
    const next = { destroys: request.destroysAll, keepsAddresses: settings.isProtected };
    await recoverStack(engine, place, log, next);
    log("AWS is simulated on this machine: no account is used and nothing is bought.");

    const deployed = deployedResources(HOME, project, stack);
    const pack = packConfigFor(POLICIES, settings, deployed);
    const args = [...request.args, "--config-file", config];
    if (request.judged) {
      args.push(...policyArguments(POLICIES, HOME, stack, session.version, pack));
    }
    // Policies of the whole stack have their say at the end of a preview. Without any that could refuse,
    // it would only take time.
    if (request.bare && !(request.judged && refuses(pack))) {
      args.push("--skip-preview");
    }
    if (request.spareProtected && (await hasProtected(engine))) {
      args.push("--exclude-protected");
    }
    const interruption = watchForInterruption(HOME, request.command);
    const { code, isInterrupted } = await runEngine(
      placed({ ...engine, env: { ...engine.env, ...interruption.env } }, request),
      [...args, ...interruption.args],
    );
    const hasKey = interruption.end();
    if (code !== 0 && (isInterrupted || hasKey)) {
      log(INTERRUPTED);
    }
    if (code === 0 && request.priced) {
      const isDone = request.reported;
      const after = isDone ? deployedResources(HOME, project, stack) : undefined;
      process.stdout.write(`\n${await renderCost(project, settings, deployed, after, styles)}\n`);
    }
    if (code === 0 && request.reported) {
      await report(request, session, engine, styles);
    }
    return code;
  } finally {
    await session.close();
  }
}

/** The engine on a stack, which a --stack among the arguments of a command overrides. */
function engineFor(
  { pulumi, env, project: cwd }: Workplace,
  { stack, configFile }: Request,
): EngineRun {
  // What the program finds wrong is in that file.
  const file = configFile === undefined ? {} : { HOLDFAST_CONFIG_FILE: configFile };
  return { pulumi, cwd, env: { ...env, ...file, PULUMI_STACK: stack } };
}

/** Makes the stack if it is missing, and answers the path of the config to use. */
async function prepareStack(workplace: Workplace, request: Request): Promise<string> {
  const { stack, configFile } = request;
  const config = configFile
    ? resolve(ROOT, configFile)
    : copyStackConfig(ROOT, workplace.project, stack);
  if (!stackExists(HOME, project, stack)) {
    await askEngine(engineFor(workplace, request), ["stack", "init", stack, "--no-select"]);
  }
  return config;
}

/** Where a command runs: in the project's folder, except where it would delete the stack's config there. */
const placed = (engine: EngineRun, { removesStack }: Request): EngineRun =>
  removesStack ? engine : { ...engine, cwd: ROOT };

async function exportStack(engine: EngineRun): Promise<Deployment> {
  const text = await askEngine(engine, ["stack", "export"]);
  return (JSON.parse(text) as { deployment: Deployment }).deployment;
}

async function hasProtected(engine: EngineRun): Promise<boolean> {
  const { resources = [] } = await exportStack(engine);
  return resources.some(({ protect }) => protect);
}

async function report(
  { command, stack, removesStack, configFile }: Request,
  { account }: Session,
  engine: EngineRun,
  { heading }: Styles,
): Promise<void> {
  const addresses = addressesOf(account, project, stack);
  const deployment = removesStack ? {} : await exportStack(engine);
  const text =
    command === "destroy"
      ? renderLeftovers(stack, deployment, addresses, heading)
      : renderSummary(stack, deployment, addresses, heading, configFile);
  process.stdout.write(`\n${text}\n`);
}
