import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../../commands/local/program";
import { type EngineRun, askEngine } from "../../commands/local/run-engine";
import { openSession } from "../../commands/local/session";
import { fromEngine } from "../../stack/preview";
import type { Resource } from "../../stack/resource";
import { type Outcome, openEventLog } from "./event-log";
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
  private readonly home = mkdtempSync(join(tmpdir(), "holdfast-examples-"));
  private readonly events = openEventLog(join(this.home, "events.jsonl"));

  /** Brings the stack of a program up. */
  up(program: string): Promise<Outcome> {
    return this.withEngine(program, async (engine) => {
      await askEngine(engine, ["stack", "init", STACK]);
      const up = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", STACK];
      return this.events.outcomeOf((flags) => askEngine(engine, [...up, ...flags]));
    });
  }

  /** What the stack of a program has. */
  resources(program: string): Promise<Resource[]> {
    return this.withEngine(program, async (engine) =>
      fromEngine(JSON.parse(await askEngine(engine, ["stack", "export", "--stack", STACK]))),
    );
  }

  remove(): void {
    rmSync(this.home, { recursive: true });
  }

  private async withEngine<T>(
    program: string,
    work: (engine: EngineRun) => Promise<T>,
  ): Promise<T> {
    const root = join(ROOT, "examples", program);
    const session = await openSession({ home: this.home, root, log: () => undefined });
    try {
      const { pulumi, env, project: cwd } = session;
      const settings = join(cwd, "Pulumi.yaml");
      const text = readFileSync(settings, "utf8")
        .replace(/^(main: ".*)"$/m, '$1/index.ts"')
        .replace("runtime: nodejs", "runtime: { name: nodejs, options: { typescript: false } }");
      writeFileSync(settings, text);
      const config = JSON.stringify({ config: { "aws:region": "us-east-1" } });
      writeFileSync(join(cwd, `Pulumi.${STACK}.yaml`), config);
      const variables = { ...env, ...STATE_AT_THE_END, ...WITH_EVENT_LOG, ...WITH_SOURCES };
      return await work({ pulumi, cwd, env: variables });
    } finally {
      await session.close();
    }
  }
}
