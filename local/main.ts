import { join, resolve } from "node:path";
import pc from "picocolors";
import { type Request, readArguments } from "./arguments";
import { renderCost } from "./operation-cost";
import { type Deployment, addressesOf, renderLeftovers, renderSummary } from "./outputs";
import { packConfigFor, policyArguments, refuses } from "./policies";
import { logToTerminal as log } from "./progress";
import { recoverStack } from "./recover-stack";
import { type EngineRun, askEngine, runEngine } from "./run-engine";
import { HOME, ROOT, type Session, type Workplace, openSession, openWorkplace } from "./session";
import { deployedResources, readSettings } from "./stack-settings";
import {
  copyStackConfig,
  projectName,
  readStackConfigs,
  restoreSecretsProviders,
  stackExists,
} from "./stacks";

const project = projectName(ROOT);
const POLICIES = join(ROOT, "policy");
const colors = pc.createColors(pc.isColorSupported && process.stdout.isTTY);
const styles = { heading: colors.bold, faint: colors.dim, warning: colors.yellow };

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
  if (request.kind === "stack") {
    await prepareStack(workplace, request);
  }
  const configs = readStackConfigs(ROOT);
  const engine = engineFor(workplace, request.stack);
  const code = await runEngine(placed(engine, request), request.args);
  restoreSecretsProviders(ROOT, configs);
  return code;
}

/** Runs a command that talks to AWS. */
async function operate(request: Request): Promise<number> {
  const { stack } = request;
  const session = await openSession();
  try {
    const config = await prepareStack(session, request);
    const engine = engineFor(session, stack);
    await recoverStack(engine, { home: HOME, project, stack }, log);
    log("AWS is simulated on this machine: no account is used and nothing is bought.");

    const settings = readSettings(config, stack);
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
    const code = await runEngine(placed(engine, request), args);
    if (code === 0 && request.priced) {
      const isDone = request.reported;
      const after = isDone ? deployedResources(HOME, project, stack) : undefined;
      process.stdout.write(`\n${await renderCost(project, settings, deployed, after, styles)}\n`);
    }
    if (code === 0 && request.reported) {
      await report(request, session, engine);
    }
    return code;
  } finally {
    await session.close();
  }
}

/** The engine on a stack, which a --stack among the arguments of a command overrides. */
function engineFor({ pulumi, env, project: cwd }: Workplace, stack: string): EngineRun {
  return { pulumi, cwd, env: { ...env, PULUMI_STACK: stack } };
}

/** Makes the stack if it is missing, and answers the path of the config to use. */
async function prepareStack(workplace: Workplace, { stack, configFile }: Request): Promise<string> {
  const config = configFile
    ? resolve(ROOT, configFile)
    : copyStackConfig(ROOT, workplace.project, stack);
  if (!stackExists(HOME, project, stack)) {
    await askEngine(engineFor(workplace, stack), ["stack", "init", stack, "--no-select"]);
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
  { command, stack, removesStack }: Request,
  { account }: Session,
  engine: EngineRun,
): Promise<void> {
  const render = command === "destroy" ? renderLeftovers : renderSummary;
  const addresses = addressesOf(account, project, stack);
  const deployment = removesStack ? {} : await exportStack(engine);
  process.stdout.write(`\n${render(stack, deployment, addresses, colors.bold)}\n`);
}
