import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { askEngine } from "../../../commands/local/run-engine";
import { type Session, openSession } from "../../../commands/local/session";
import { installCommandPlugin } from "../command-plugin";
import { run } from "./package";

/** The outputs of the stack of `program/`. */
export interface Outputs {
  readonly allowList: readonly string[];
  /** Versions of Node.js and of @pulumi/pulumi that the program ran with. */
  readonly node: string;
  readonly sdk: string;
}

/** The way to bring a project's program up and destroy it. */
type Way = (project: string, session: Session, env: Record<string, string>) => Promise<string>;

const byCommand: Way = async (project, { pulumi }, env) => {
  const engine = (...args: string[]) =>
    askEngine({ pulumi, cwd: project, env }, [...args, "--stack", "dev", "--non-interactive"]);
  await engine("stack", "init");
  await engine("config", "set", "aws:region", "us-east-1");
  await engine("up", "--yes", "--skip-preview");
  const outputs = await engine("stack", "output", "--json");
  await engine("destroy", "--yes", "--skip-preview");
  return outputs;
};

const inline: Way = async (project, _, env) => {
  // The engine starts the provider itself, and so in a folder that is not the program's.
  installCommandPlugin(env["PULUMI_HOME"]!);
  const attached = env["PULUMI_DEBUG_PROVIDERS"]!.replace(/command:\d+,/, "");
  const settings = { cwd: project, env: { ...env, PULUMI_DEBUG_PROVIDERS: attached } };
  return (await run("node", ["inline.mjs"], settings)).stdout;
};

/** By the command `pulumi`, or as an inline program of the Automation API. */
export const WAYS = { "`pulumi up`": byCommand, "an inline program": inline };

/**
 * Brings a project's program up and destroys it, on a Node.js, with the real engine and the simulated AWS, and
 * answers the stack's outputs.
 */
export async function bringUp(project: string, node: string, way: Way): Promise<Outputs> {
  const home = mkdtempSync(join(dirname(project), "home-"));
  const session = await openSession({
    home,
    root: project,
    log: () => undefined,
    isNewAccount: true,
  });
  try {
    const path = [dirname(node), session.env["PATH"]].join(delimiter);
    const outputs = await way(project, session, { ...session.env, PATH: path });
    assert.deepEqual(
      session.account.everything().filter(({ companionOf }) => companionOf === undefined),
      [],
    );
    return JSON.parse(outputs) as Outputs;
  } finally {
    await session.close();
    rmSync(home, { recursive: true });
  }
}
