import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  type EngineEvent,
  LocalWorkspace,
  type OutputMap,
  PulumiCommand,
  type Stack,
} from "@pulumi/pulumi/automation";
import { recoverStack } from "../../local/recover-stack";
import { openSession, type Session } from "../../local/session";
import type { ProgramConfig } from "./program";

/** What an update does, or would do, to one resource. */
export interface Step {
  readonly op: string;
  readonly type: string;
  readonly name: string;
}

/**
 * Writes the state once, at the end of an operation. By default the engine writes all of it after each step, so
 * that a kill loses nothing: that takes half of the time of an update. Tests that kill the engine run it with the
 * session's own environment.
 */
const STATE_AT_THE_END = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** The program as a stack of the real engine and the embedded AWS, in a folder of its own. */
export class TestStack {
  private constructor(
    private readonly home: string,
    readonly session: Session,
    readonly stack: Stack,
  ) {}

  static async open(config: ProgramConfig): Promise<TestStack> {
    const home = mkdtempSync(join(tmpdir(), "holdfast-test-"));
    const session = await openSession({ home, log: () => undefined });
    writeConfig(session.project, config);
    const pulumiCommand = await PulumiCommand.get({ root: dirname(dirname(session.pulumi)) });
    const stack = await LocalWorkspace.createOrSelectStack(
      { stackName: "test", workDir: session.project },
      { envVars: { ...session.env, ...STATE_AT_THE_END }, pulumiCommand },
    );
    return new TestStack(home, session, stack);
  }

  configure(config: ProgramConfig): void {
    writeConfig(this.session.project, config);
  }

  async preview(): Promise<Step[]> {
    const { steps, onEvent } = collectSteps();
    await this.stack.preview({ onEvent });
    return steps;
  }

  async up(): Promise<{ steps: Step[]; outputs: OutputMap }> {
    const { steps, onEvent } = collectSteps();
    const { outputs } = await this.stack.up({ onEvent });
    return { steps, outputs };
  }

  async destroy(options: { excludeProtected?: boolean } = {}): Promise<void> {
    await this.stack.destroy(options);
  }

  /** Loses the state: the stack is new again, and AWS is not told. */
  async forget(): Promise<void> {
    await this.stack.importStack({ version: 3, deployment: {} });
  }

  /** What `npm run local` does before each command. */
  async recover(): Promise<void> {
    const { pulumi, env, account, project: cwd } = this.session;
    const engine = { pulumi, cwd, env: { ...env, PULUMI_STACK: "test" } };
    const place = { home: this.home, project: "holdfast", stack: "test", account };
    await recoverStack(engine, place, () => undefined);
  }

  async close(): Promise<void> {
    await this.session.close();
    rmSync(this.home, { recursive: true });
  }
}

/** The steps that change something. */
export const changes = (steps: readonly Step[]): Step[] => steps.filter(({ op }) => op !== "same");

function writeConfig(folder: string, config: ProgramConfig): void {
  const sections: [string, unknown][] = [["aws:region", "us-east-1"]];
  for (const [key, value] of Object.entries(config)) sections.push([`holdfast:${key}`, value]);
  const stack = { config: Object.fromEntries(sections) };
  writeFileSync(join(folder, "Pulumi.test.yaml"), JSON.stringify(stack));
}

function collectSteps(): { steps: Step[]; onEvent: (event: EngineEvent) => void } {
  const steps: Step[] = [];
  const onEvent = ({ resourcePreEvent }: EngineEvent) => {
    if (!resourcePreEvent) return;
    const { op, type, urn } = resourcePreEvent.metadata as {
      op: string;
      type: string;
      urn: string;
    };
    steps.push({ op, type, name: urn.slice(urn.lastIndexOf("::") + 2) });
  };
  return { steps, onEvent };
}
