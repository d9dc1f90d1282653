import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../commands/local/program";
import { askEngine } from "../../commands/local/run-engine";
import type { Session } from "../../commands/local/session";

/** Another Pulumi program, as a stack in the same simulated account. */
export class ForeignProgram {
  private readonly folder = mkdtempSync(join(tmpdir(), "foreign-"));

  /** @param code of a CommonJS module that has `aws` and `pulumi`, and exports outputs */
  constructor(
    private readonly session: Pick<Session, "pulumi" | "env">,
    name: string,
    code: string,
  ) {
    const modules =
      'const pulumi = require("@pulumi/pulumi");\nconst aws = require("@pulumi/aws");\n';
    const settings = { config: { "aws:region": "us-east-1" } };
    writeFileSync(
      join(this.folder, "Pulumi.yaml"),
      `name: ${name}\nruntime: nodejs\nmain: main.js\n`,
    );
    writeFileSync(join(this.folder, "Pulumi.test.yaml"), JSON.stringify(settings));
    writeFileSync(join(this.folder, "main.js"), modules + code);
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"));
  }

  /** Brings it up, and answers its outputs. */
  async up<T>(): Promise<T> {
    await this.run("stack", "init", "test");
    await this.run("up", "--yes", "--skip-preview", "--stack", "test");
    return JSON.parse(await this.run("stack", "output", "--json", "--stack", "test")) as T;
  }

  /** The changes of the next `up`; empty if none. */
  async changes(): Promise<unknown[]> {
    const printed = await this.run("preview", "--refresh", "--json", "--stack", "test");
    const { steps } = JSON.parse(printed) as { steps: { op: string; urn: string }[] };
    return steps
      .filter(({ op }) => op !== "same" && op !== "refresh")
      .map(({ op, urn }) => `${op} ${urn}`);
  }

  async destroy(): Promise<void> {
    await this.run("destroy", "--yes", "--skip-preview", "--stack", "test");
    rmSync(this.folder, { recursive: true });
  }

  private run(...args: readonly string[]): Promise<string> {
    const { pulumi, env } = this.session;
    return askEngine({ pulumi, cwd: this.folder, env }, [...args, "--non-interactive"]);
  }
}
