import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployment } from "@pulumi/pulumi/automation";
import { recoverStack } from "../../commands/local/recover-stack";
import { askEngine } from "../../commands/local/run-engine";
import { openSession, type Session } from "../../commands/local/session";
import type { Boot, Quotas } from "../../simulator";
import { type EventLog, type Outcome, type Step, openEventLog } from "./event-log";
import type { ProgramConfig } from "./program";

export type { Outcome, Step };

/**
 * Writes the state once, at the end of an operation. By default the engine writes all of it after each step, so
 * that a kill loses nothing: that takes half of the time of an update. Tests that kill the engine run it with the
 * session's own environment.
 */
export const STATE_AT_THE_END = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Lets the engine take the flag for its log of events. */
export const WITH_EVENT_LOG = { PULUMI_DEBUG_COMMANDS: "true" };

/**
 * The program as a stack of the real engine and the simulated AWS, in a folder of its own. Each operation is one run
 * of `pulumi`: the Automation API starts it three times more for an update, to read outputs and history.
 */
export class TestStack {
  private readonly events: EventLog;

  private constructor(
    private readonly home: string,
    readonly session: Session,
    private readonly name = "test",
  ) {
    this.events = openEventLog(join(home, `${name}.events.jsonl`));
  }

  /**
   * @param quotas of the account. @default - those of a company that raised them
   * @param boot what instances do. @default - they claim their addresses
   */
  static async open(config: ProgramConfig, quotas?: Quotas, boot?: Boot): Promise<TestStack> {
    const home = mkdtempSync(join(tmpdir(), "holdfast-test-"));
    const session = await openSession({
      home,
      log: () => undefined,
      isNewAccount: true,
      quotas,
      boot,
    });
    return new TestStack(home, session).init(config);
  }

  /** Another stack of the same project and account, which goes when this one is closed. */
  beside(name: string, config: ProgramConfig): Promise<TestStack> {
    return new TestStack(this.home, this.session, name).init(config);
  }

  private async init(config: ProgramConfig): Promise<this> {
    this.configure(config);
    await this.run("stack", "init", this.name);
    return this;
  }

  configure(config: ProgramConfig): void {
    const sections: [string, unknown][] = [["aws:region", "us-east-1"]];
    for (const [key, value] of Object.entries(config)) {
      sections.push([key.includes(":") ? key : `holdfast:${key}`, value]);
    }
    const content = JSON.stringify({ config: Object.fromEntries(sections) });
    writeFileSync(join(this.session.project, `Pulumi.${this.name}.yaml`), content);
  }

  async preview(...flags: readonly string[]): Promise<Step[]> {
    return (await this.operate("preview", ...flags)).steps;
  }

  up(...flags: readonly string[]): Promise<Outcome> {
    return this.operate("up", "--yes", "--skip-preview", ...flags);
  }

  async refresh(): Promise<void> {
    await this.operate("refresh", "--yes", "--skip-preview");
  }

  async destroy(...flags: readonly string[]): Promise<void> {
    await this.operate("destroy", "--yes", "--skip-preview", ...flags);
  }

  async export(): Promise<Deployment> {
    return JSON.parse(await this.run("stack", "export", "--stack", this.name)) as Deployment;
  }

  /** Loses the state: the stack is new again, and AWS is not told. */
  async forget(): Promise<void> {
    const empty = join(this.home, "empty.json");
    writeFileSync(empty, JSON.stringify({ version: 3, deployment: {} }));
    await this.run("stack", "import", "--stack", this.name, "--file", empty);
  }

  /** What `npm run local` does before each command. */
  async recover(): Promise<void> {
    const { pulumi, env, account, project: cwd } = this.session;
    const engine = { pulumi, cwd, env: { ...env, PULUMI_STACK: this.name } };
    const place = { home: this.home, project: "holdfast", stack: this.name, account };
    await recoverStack(engine, place, () => undefined);
  }

  /** Runs a command of `pulumi` and answers its standard output. Throws with what it printed if it fails. */
  run(...args: readonly string[]): Promise<string> {
    const { pulumi, env, project: cwd } = this.session;
    return askEngine(
      { pulumi, cwd, env: { ...env, ...STATE_AT_THE_END, ...WITH_EVENT_LOG } },
      args,
    );
  }

  async close(): Promise<void> {
    await this.session.close();
    rmSync(this.home, { recursive: true });
  }

  private operate(...args: readonly string[]): Promise<Outcome> {
    return this.events.outcomeOf((flags) =>
      this.run(...args, "--non-interactive", "--stack", this.name, ...flags),
    );
  }
}

/** The steps that change something. */
export const changes = (steps: readonly Step[]): Step[] =>
  steps.filter(({ op }) => op !== "same" && op !== "refresh");
