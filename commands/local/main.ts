import { join, resolve } from "node:path";
import { type LocalRequest, readArguments } from "./arguments";
import { HELP } from "./help";
import { watchForInterruption } from "./interruption";
import { renderCost } from "./operation-cost";
import { createExistingVpc } from "../shared/existing-vpc";
import { type Styles, outputStyles } from "../shared/output-styles";
import { type Deployment, addressesOf, renderLeftovers, renderSummary } from "./outputs";
import { settingsFile } from "../../stack/stack-settings";
import { packConfigFor, policyArguments, refuses } from "./policies";
import { logToTerminal as log } from "../shared/progress";
import { recoverStack } from "./recover-stack";
import { type EngineRun, askEngine, runEngine } from "./run-engine";
import { type Program, ROOT, findProgram } from "./program";
import { type Session, type PreparedEngine, openSession, prepareEngine } from "./session";
import { deployedResources, readSettings } from "./stack-settings";
import { readState, stateFile } from "./state-file";
import {
  copyStackConfig,
  namesEnvironments,
  readStackConfigs,
  restoreSecretsProviders,
  stackExists,
} from "./stacks";

const POLICIES = join(ROOT, "policy");

/** The final message after Ctrl-C: the engine's own report looks like a failure. */
const INTERRUPTED = "interrupted: run the same command again. The state has all completed changes.";

/** `npm run local`: runs one Pulumi command with a simulated AWS account and sets the exit code to its. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    process.exitCode = await run(readArguments(argv));
  } catch (error) {
    log(`error: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

async function run(request: LocalRequest): Promise<number> {
  const program = findProgram(request.program, request.account);
  if (request.kind === "operation") {
    return operate(request, program);
  }
  const { root, home, project } = program;
  const prepared = await prepareEngine(program);
  // After its creation, a stack's config may be in any file, by --config-file.
  if (request.kind === "stack") {
    if (!stackExists(home, project, request.stack)) {
      await prepareStack(prepared, request, program);
    }
    readState(stateFile(home, project, request.stack));
  }
  const configs = readStackConfigs(root);
  const engine = engineFor(prepared, request);
  const { code } = await runEngine(inProgramFolder(engine, request, root), request.args);
  restoreSecretsProviders(root, configs);
  if (request.showsHelp) process.stdout.write(`\n${HELP}\n`);
  return code;
}

/** Runs a command that calls AWS. */
async function operate(request: LocalRequest, program: Program): Promise<number> {
  const { root, home, project } = program;
  const { stack } = request;
  const styles = outputStyles(request.color);
  const session = await openSession(program);
  try {
    const config = await prepareStack(session, request, program);
    const engine = engineFor(session, request);
    const settings = readSettings(config, stack);
    const { account } = session;
    const place = { home, project, stack, account, region: settings.region };
    const next = {
      destroys: request.destroysAll,
      keepsAddresses: root === ROOT && settings.isProtected,
    };
    await recoverStack(engine, place, log, next);
    log("AWS is simulated on this machine: no account, no cost.");
    if (root === ROOT && createExistingVpc(account, settings)) {
      log("The VPC of network.existing is also simulated, with NAT gateways and endpoints.");
    }
    if (root !== ROOT) log(`State and simulated AWS of ${project}: ${home}`);
    if (request.configFile === undefined && namesEnvironments(root, stack)) {
      log(`The environments of ${settingsFile(stack)} are left out: only Pulumi Cloud opens them.`);
    }

    const deployed = deployedResources(home, project, stack);
    const pack = packConfigFor(POLICIES, settings, deployed);
    const args = [...request.args, "--config-file", config];
    if (request.checksPolicies) {
      args.push(...policyArguments(POLICIES, home, stack, session.version, pack));
    }
    // Stack policies run at the end of a preview. If none can fail the operation, the preview would only cost
    // time.
    if (request.bare && !(request.checksPolicies && refuses(pack))) {
      args.push("--skip-preview");
    }
    if (request.spareProtected && (await hasProtected(engine))) {
      args.push("--exclude-protected");
    }
    const interruption = watchForInterruption(home, request.command);
    const { code, isInterrupted } = await runEngine(
      inProgramFolder({ ...engine, env: { ...engine.env, ...interruption.env } }, request, root),
      [...args, ...interruption.args],
    );
    const hasKey = interruption.end();
    if (code !== 0 && (isInterrupted || hasKey)) {
      log(INTERRUPTED);
    }
    if (code === 0 && request.showsCost) {
      const isDone = request.showsSummary;
      const after = isDone ? deployedResources(home, project, stack) : undefined;
      process.stdout.write(`\n${await renderCost(project, settings, deployed, after, styles)}\n`);
    }
    if (code === 0 && request.showsSummary) {
      await report(request, session, engine, project, styles);
    }
    return code;
  } finally {
    await session.close();
  }
}

/** The engine on a stack; --stack in a command's arguments overrides the stack. */
function engineFor(
  { pulumi, env, project: cwd }: PreparedEngine,
  { stack, configFile }: LocalRequest,
): EngineRun {
  // The program writes its problems to that file.
  const file = configFile === undefined ? {} : { HOLDFAST_CONFIG_FILE: configFile };
  return { pulumi, cwd, env: { ...env, ...file, PULUMI_STACK: stack } };
}

/** Creates the stack if it is missing, and returns the path of the config to use. */
async function prepareStack(
  prepared: PreparedEngine,
  request: LocalRequest,
  { root, home, project }: Program,
): Promise<string> {
  const { stack, configFile } = request;
  const config = configFile
    ? resolve(root, configFile)
    : copyStackConfig(root, prepared.project, stack, { needsConfig: root === ROOT });
  if (!stackExists(home, project, stack)) {
    await askEngine(engineFor(prepared, request), ["stack", "init", stack, "--no-select"]);
  }
  return config;
}

/** Runs a command in the program's folder, except if it would delete the stack's config there. */
const inProgramFolder = (
  engine: EngineRun,
  { removesStack }: LocalRequest,
  root: string,
): EngineRun => (removesStack ? engine : { ...engine, cwd: root });

async function exportStack(engine: EngineRun): Promise<Deployment> {
  const text = await askEngine(engine, ["stack", "export"]);
  return (JSON.parse(text) as { deployment: Deployment }).deployment;
}

async function hasProtected(engine: EngineRun): Promise<boolean> {
  const { resources = [] } = await exportStack(engine);
  return resources.some(({ protect }) => protect);
}

async function report(
  { command, stack, removesStack, configFile }: LocalRequest,
  { account }: Session,
  engine: EngineRun,
  project: string,
  { heading }: Styles,
): Promise<void> {
  const addresses = addressesOf(account, project, stack);
  const deployment = removesStack ? {} : await exportStack(engine);
  const text =
    command === "destroy"
      ? renderLeftovers(stack, deployment, addresses, heading)
      : renderSummary(stack, deployment, addresses, { heading, configFile });
  process.stdout.write(`\n${text}\n`);
}
