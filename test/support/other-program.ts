import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ROOT } from "../../commands/local/program";
import { askEngine } from "../../commands/local/run-engine";
import { type Session, openSession } from "../../commands/local/session";
import { type Outcome, openEventLog } from "./event-log";

/** The component provider, as Pulumi.yaml of an example names it, and wherever a copy is. */
const PROVIDER = { beside: "../../provider", anywhere: join(ROOT, "provider") };

/** A copy of another program, of any language, as a stack of the real engine and the simulated AWS. */
export class OtherProgram {
  private constructor(
    readonly folder: string,
    readonly session: Session,
    private readonly path: readonly string[],
  ) {}

  /** @param path folders of the programs that its language needs, before those of the PATH */
  static async open(source: string, path: readonly string[] = []): Promise<OtherProgram> {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-other-"));
    cpSync(source, folder, { recursive: true });
    const file = join(folder, "Pulumi.yaml");
    const project = readFileSync(file, "utf8");
    writeFileSync(file, project.replace(PROVIDER.beside, PROVIDER.anywhere));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(ROOT, "node_modules/@pulumi"), join(folder, "node_modules/@pulumi"));
    const session = await openSession({
      home: join(folder, ".holdfast"),
      root: folder,
      log: () => undefined,
    });
    const program = new OtherProgram(folder, session, path);
    program.configure({});
    await program.run("stack", "init", "dev");
    return program;
  }

  configure(config: Readonly<Record<string, unknown>>): void {
    const content = JSON.stringify({ config: { "aws:region": "us-east-1", ...config } });
    writeFileSync(join(this.folder, "Pulumi.dev.yaml"), content);
  }

  /** Runs a command of `pulumi` and answers its standard output. Throws with what it printed if it fails. */
  run(...args: readonly string[]): Promise<string> {
    const { env, pulumi } = this.session;
    const variables = {
      ...env,
      PATH: [...this.path, env["PATH"]].join(delimiter),
      PULUMI_DEBUG_COMMANDS: "true",
      PULUMI_STACK: "dev",
    };
    return askEngine({ pulumi, cwd: this.folder, env: variables }, args);
  }

  preview(): Promise<Outcome> {
    return this.operate("preview");
  }

  up(): Promise<Outcome> {
    return this.operate("up", "--yes", "--skip-preview");
  }

  async close(): Promise<void> {
    await this.session.close();
    rmSync(this.folder, { recursive: true });
  }

  private operate(...args: readonly string[]): Promise<Outcome> {
    return openEventLog(join(this.folder, "events.jsonl")).outcomeOf((flags) =>
      this.run(...args, "--non-interactive", ...flags),
    );
  }
}
