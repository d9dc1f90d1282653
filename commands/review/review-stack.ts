import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROBLEMS_FILE, type Problem } from "../../components/settings/problem";
import { costChange } from "../../cost/change";
import { type PreviewDigest, fromPreview, readDigest, readEvents } from "../../stack/preview";
import type { Resource } from "../../stack/resource";
import { settingsFile } from "../../stack/stack-settings";
import { createExisting } from "../shared/existing-resources";
import { packConfigFor, policyArguments } from "../local/policies";
import type { Log } from "../shared/progress";
import { type Session, openSession } from "../local/session";
import { type ResolvedSettings, deployedResources, readSettings } from "../local/stack-settings";
import { copyStackConfig, projectName, writeProject } from "../local/stacks";
import { readPreview } from "./read-preview";
import { settingChangesIn } from "./setting-changes";
import type { StackReview } from "./stack-review";
import { exitCodeOf } from "./verdict";

/** The folders of both programs, and the resources that the review of one stack may use. */
interface ReviewContext {
  /** Root of the project with the change. */
  readonly head: string;
  /** Root of the project as it is deployed. */
  readonly base: string;
  /** Folder for all files of the review. */
  readonly scratch: string;
  readonly log: Log;
  /** Ends the engine when the user interrupts. */
  readonly signal: AbortSignal;
}

const SETTINGS = {
  // The flag for event logs is hidden unless debug commands are enabled.
  PULUMI_DEBUG_COMMANDS: "true",
  // Write the state once, at the end: this nearly halves the time, and an interrupted review is never
  // resumed.
  PULUMI_EXPERIMENTAL: "true",
  PULUMI_SKIP_CHECKPOINTS: "true",
};

interface Prepared {
  readonly folder: string;
  readonly settings: ResolvedSettings;
}

interface EngineResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Brings a stack up from the base in a separate simulated AWS, then previews the head on it. Touches neither
 * the project's local stacks nor AWS.
 */
export async function reviewStack(stack: string, context: ReviewContext): Promise<StackReview> {
  const { head, base, log } = context;
  const has = (root: string): boolean => existsSync(join(root, settingsFile(stack)));
  if (!has(head)) return { kind: "removed", stack };
  const home = join(context.scratch, stack);
  const session = await openSession({ home, log: () => undefined });
  try {
    const isNew = !has(base);
    if (!isNew) {
      log(`${stack}: bringing up the base …`);
      await bringUp(stack, session, context);
    }
    log(`${stack}: previewing the change …`);
    return await preview(stack, session, context, home, isNew);
  } catch (error) {
    if (context.signal.aborted) throw error;
    return { kind: "failed", stack, problem: (error as Error).message };
  } finally {
    await session.close();
  }
}

/**
 * A folder from which the engine runs the program of a root with a stack's configuration. Creates the
 * existing resources that the configuration names.
 */
function prepare(session: Session, name: string, root: string, stack: string): Prepared {
  const folder = join(session.project, name);
  mkdirSync(folder);
  writeProject(root, folder);
  const settings = readSettings(copyStackConfig(root, folder, stack), stack);
  createExisting(session.account, settings);
  return { folder, settings };
}

async function bringUp(
  stack: string,
  session: Session,
  { base, signal }: ReviewContext,
): Promise<void> {
  const { folder: cwd } = prepare(session, "base", base, stack);
  const pulumi = (...args: string[]): Promise<EngineResult> =>
    run(session, stack, cwd, args, signal);
  const steps = [
    ["stack", "init", stack, "--no-select"],
    ["up", "--yes", "--skip-preview", "--suppress-outputs", "--suppress-progress"],
  ];
  for (const args of steps) {
    const { code, stdout, stderr } = await pulumi(...args);
    if (code !== 0) throw new Error(`the base cannot be brought up: ${lastOf(stdout, stderr)}`);
  }
}

async function preview(
  stack: string,
  session: Session,
  { base, head, signal }: ReviewContext,
  home: string,
  isNew: boolean,
): Promise<StackReview> {
  const { folder: cwd, settings } = prepare(session, "head", head, stack);
  const deployed = deployedResources(home, projectName(head), stack);
  const policies = join(head, "policy");
  const pack = packConfigFor(policies, settings, deployed);
  const log = join(home, "events.jsonl");
  if (isNew) await run(session, stack, cwd, ["stack", "init", stack, "--no-select"], signal);
  const { code, stdout, stderr } = await run(
    session,
    stack,
    cwd,
    [
      ...["preview", "--json", "--show-sames", "--event-log", log],
      ...policyArguments(policies, home, stack, session.version, pack),
    ],
    signal,
  );
  const digest = parse(stdout);
  if (!digest || !existsSync(log)) throw new Error(lastOf(stdout, stderr));
  const events = readEvents(readFileSync(log, "utf8"));
  const found = readPreview(digest, events, readProblems(session), settings.allowRelease);
  const cost = found.errors.length === 0 ? costOf(digest, deployed, settings) : undefined;
  const review: StackReview = {
    kind: "previewed",
    stack,
    isNew,
    settings: settingChangesIn(base, head, stack),
    ...found,
    cost,
  };
  if (code !== 0 && exitCodeOf({ base: "", commit: "", stacks: [review] }) === 0) {
    throw new Error(lastOf(stdout, stderr));
  }
  return review;
}

const costOf = (
  digest: PreviewDigest,
  before: readonly Resource[],
  { region, usage, budget }: ResolvedSettings,
) => costChange({ before, after: fromPreview(digest), region, usage, budget });

function parse(text: string): PreviewDigest | undefined {
  try {
    return readDigest(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The file to which the program writes the problems of its configuration. */
const problemsFile = ({ project }: Session): string => join(project, "problems.json");

function readProblems(session: Session): Problem[] {
  const file = problemsFile(session);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Problem[]) : [];
}

/** The end of the engine's output, which has its error. */
const lastOf = (stdout: string, stderr: string): string =>
  `${stdout}\n${stderr}`
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-20)
    .join("\n");

/** Runs the engine on a stack; does not throw if it fails. */
function run(
  session: Session,
  stack: string,
  cwd: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<EngineResult> {
  const options = {
    cwd,
    env: {
      ...session.env,
      ...SETTINGS,
      PULUMI_STACK: stack,
      [PROBLEMS_FILE]: problemsFile(session),
    },
    maxBuffer: Infinity,
    signal,
  };
  const quiet = ["--non-interactive", "--color", "never"];
  return new Promise((resolve, reject) => {
    execFile(session.pulumi, [...args, ...quiet], options, (error, stdout, stderr) => {
      // Without an exit code, the engine did not start or was killed.
      if (error && typeof error.code !== "number") reject(new Error(error.message));
      else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}
