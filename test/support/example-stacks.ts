import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../../commands/local/program";
import { type EngineRun, askEngine } from "../../commands/local/run-engine";
import { type Session, openSession } from "../../commands/local/session";
import { writeProject } from "../../commands/local/stacks";
import { fromEngine } from "../../stack/preview";
import type { Resource } from "../../stack/resource";
import { type EventLog, type Outcome, openEventLog } from "./event-log";
import { STATE_AT_THE_END, WITH_EVENT_LOG } from "./test-stack";

/** Finds the package in this folder, by `paths` of its tsconfig.json: no build of it is needed. */
const WITH_SOURCES = {
  NODE_OPTIONS: [
    `--require ${require.resolve("tsx/preflight")}`,
    `--import ${pathToFileURL(require.resolve("tsx")).href}`,
    "--stack-trace-limit=0",
  ].join(" "),
  TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json"),
};

const STACK = "dev";

/** The programs in examples/, all in one simulated account and one backend, as with `--account`. */
export class ExampleStacks {
  private readonly events: EventLog;

  private constructor(
    private readonly home: string,
    private readonly session: Session,
  ) {
    this.events = openEventLog(join(home, "events.jsonl"));
  }

  static async open(): Promise<ExampleStacks> {
    const home = mkdtempSync(join(tmpdir(), "holdfast-examples-"));
    return new ExampleStacks(home, await openSession({ home, log: () => undefined }));
  }

  /** Brings a program up. */
  async up(program: string): Promise<Outcome> {
    const engine = this.engineFor(program);
    mkdirSync(engine.cwd);
    writeProject(join(ROOT, "examples", program), engine.cwd);
    const project = join(engine.cwd, "Pulumi.yaml");
    const text = readFileSync(project, "utf8")
      .replace(/^(main: ".*)"$/m, '$1/index.ts"')
      .replace("runtime: nodejs", "runtime: { name: nodejs, options: { typescript: false } }");
    writeFileSync(project, text);
    const config = JSON.stringify({ config: { "aws:region": "us-east-1" } });
    writeFileSync(join(engine.cwd, `Pulumi.${STACK}.yaml`), config);
    await askEngine(engine, ["stack", "init", STACK]);
    const up = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", STACK];
    return this.events.outcomeOf((flags) => askEngine(engine, [...up, ...flags]));
  }

  /** What its stack has. */
  async resources(program: string): Promise<Resource[]> {
    const text = await askEngine(this.engineFor(program), ["stack", "export", "--stack", STACK]);
    return fromEngine(JSON.parse(text));
  }

  async close(): Promise<void> {
    await this.session.close();
    rmSync(this.home, { recursive: true });
  }

  private engineFor(program: string): EngineRun {
    const { pulumi, env } = this.session;
    const cwd = join(this.home, `program-${program.replaceAll("/", "-")}`);
    return {
      pulumi,
      cwd,
      env: { ...env, ...STATE_AT_THE_END, ...WITH_EVENT_LOG, ...WITH_SOURCES },
    };
  }
}
