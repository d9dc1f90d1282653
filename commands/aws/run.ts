import { existsSync } from "node:fs";
import { join } from "node:path";
import { type StackExport, readExport, resourcesIn } from "../../stack/export";
import type { Resource } from "../../stack/resource";
import { settingsFile } from "../../stack/stack-settings";
import { type LocalRequest, readArguments } from "../local/arguments";
import { renderCost } from "../local/operation-cost";
import { addressesIn, renderSummary } from "../local/outputs";
import { packConfigFor, policyArguments } from "../local/policies";
import { HOME, ROOT } from "../local/program";
import { type EngineRun, runEngine } from "../local/run-engine";
import { readSettings } from "../local/stack-settings";
import { projectName, stackNames } from "../local/stacks";
import { pulumiCli, userEngine } from "../recover/pulumi-cli";
import { type Pulumi, recover } from "../recover/recover";
import { renderRecovered } from "../recover/render-recovered";
import { inspectEngine } from "../shared/engine/inspect";
import { fromCaller } from "../shared/options";
import { type Log, logToTerminal } from "../shared/progress";
import type { Terminal } from "../shared/terminal";

const POLICIES = join(ROOT, "policy");

export const HELP = `npm run aws -- COMMAND --stack NAME [flags]: any command of pulumi, in AWS

It runs the pulumi on the PATH, with its backend and your AWS credentials. It adds what \`npm run local\` adds:
  up, preview          the policies in policy/ (skip with --no-policies), and the monthly cost of the stack
  up                   addresses, outputs and next steps
  up, refresh, destroy after a killed update, first import what AWS created into the state

Plain \`pulumi up\` does the same without these. Pulumi asks before it changes anything, unless you pass --yes.
`;

/**
 * `npm run aws`: runs one Pulumi command in AWS and returns its exit code. It uses the user's engine, backend
 * and credentials, and the project in the working folder.
 *
 * @throws {Error} if there is no engine, no stack is named, or it has no configuration
 */
export async function runOnAws(
  argv: readonly string[],
  terminal: Terminal,
  log: Log = logToTerminal,
): Promise<number> {
  const request = readArguments(argv, { isSimulated: false });
  if (request.showsHelp || argv.length === 0) {
    terminal.out(HELP);
    return 0;
  }
  const engine = await findEngine(request.stack);
  if (request.kind !== "operation") return (await runEngine(engine.run, request.args)).code;
  const config = configOf(request);
  const settings = readSettings(config, request.stack);
  const project = projectName(process.cwd());
  const found = await exported(engine);
  const isRecovered =
    request.command !== "preview" && (await recoverPending(engine, found, settings.region, log));
  const before = resourcesOf(isRecovered ? await exported(engine) : found);
  const args = [...request.args];
  if (request.checksPolicies) {
    const pack = packConfigFor(POLICIES, settings, before);
    args.push(
      ...policyArguments(POLICIES, join(HOME, "aws-runs"), request.stack, engine.version, pack),
    );
  }
  const { code } = await runEngine(engine.run, args);
  if (code !== 0) return code;
  const isUp = request.showsSummary && request.command === "up";
  const after = isUp ? await exported(engine) : undefined;
  if (request.showsCost) {
    const resources = after && resourcesOf(after);
    terminal.out(`\n${await renderCost(project, settings, before, resources, terminal.styles)}\n`);
  }
  if (after) terminal.out(`\n${summarize(after, request, terminal)}\n`);
  return code;
}

/** The user's engine on a stack. */
interface UserEngine {
  /** Where its output goes. */
  readonly run: EngineRun;
  /** Reads its output. */
  readonly ask: Pulumi;
  readonly version: string;
}

async function findEngine(stack: string): Promise<UserEngine> {
  const path = process.env["PATH"] ?? "";
  const pulumi = userEngine(path);
  const run = {
    pulumi,
    cwd: process.cwd(),
    env: { ...(process.env as Record<string, string>), PULUMI_STACK: stack },
  };
  const ask = pulumiCli(stack, { ...run, file: pulumi });
  return { run, ask, version: await inspectEngine(pulumi, path) };
}

/** The configuration's file. */
function configOf({ stack, configFile }: LocalRequest): string {
  const root = process.cwd();
  const file = configFile === undefined ? join(root, settingsFile(stack)) : fromCaller(configFile);
  if (existsSync(file)) return file;
  const names = stackNames(root).join(", ") || "none";
  throw new Error(
    `stack "${stack}" has no ${settingsFile(stack)}; stacks with one: ${names}. Write ${settingsFile(stack)} first`,
  );
}

async function exported({ ask, run }: UserEngine): Promise<StackExport> {
  try {
    return readExport(JSON.parse(await ask("stack", "export")));
  } catch (error) {
    if (!(error as Error).message.includes("no stack named")) throw error;
    const name = run.env["PULUMI_STACK"];
    throw new Error(
      `the backend has no stack "${name}": \`pulumi stack init ${name}\` creates it; \`pulumi whoami --verbose\` shows which backend this is`,
      { cause: error },
    );
  }
}

const resourcesOf = ({ deployment }: StackExport): Resource[] => resourcesIn(deployment.resources);

/** Imports the resources of a killed update into the state; returns whether there was a killed update. */
async function recoverPending(
  engine: UserEngine,
  { deployment }: StackExport,
  region: string,
  log: Log,
): Promise<boolean> {
  if (deployment.pending_operations.length === 0) return false;
  // Loaded only when needed, as the SDK takes a while.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const { ResourceGroupsTaggingAPI } = await import("@aws-sdk/client-resource-groups-tagging-api");
  const taggingIn = (other = region) => new ResourceGroupsTaggingAPI({ region: other });
  log("The last update was killed. Looking up its pending operations:");
  const recovered = await recover(engine.ask, taggingIn);
  log(renderRecovered(recovered));
  if (Object.keys(recovered.ambiguous).length > 0) {
    throw new Error("the state must be repaired first: choose as described above");
  }
  return true;
}

function summarize(
  { deployment }: StackExport,
  { stack, configFile }: LocalRequest,
  { styles }: Terminal,
): string {
  return renderSummary(stack, deployment, addressesIn(deployment), {
    heading: styles.heading,
    configFile,
    closing: `Stack ${stack} is up in AWS.`,
  });
}
