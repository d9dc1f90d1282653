import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { createGate } from "../../components/backend/guards";
import { openSession, type Session } from "../../commands/local/session";
import { installCommandPlugin } from "../support/command-plugin";

/** A gate that has no target group to ask about. */
const program = (): Promise<void> => {
  createGate("gate", { targetGroupArns: {}, region: "us-east-1", timeoutSeconds: 10 }, {});
  return Promise.resolve();
};

describe("an inline program of the Automation API", () => {
  let home = "";
  let session: Session;
  let stack: Stack;
  before(async () => {
    home = mkdtempSync(join(tmpdir(), "holdfast-inline-"));
    session = await openSession({ home, log: () => undefined });
    const { env, pulumi } = session;
    installCommandPlugin(env["PULUMI_HOME"]!);
    const attached = env["PULUMI_DEBUG_PROVIDERS"]!.replace(/command:\d+,/, "");
    const folder = dirname(pulumi);
    const installed = basename(folder) === "bin" ? { root: dirname(folder) } : {};
    stack = await LocalWorkspace.createOrSelectStack(
      { projectName: "inline", stackName: "dev", program },
      {
        // Without it, the engine runs in this process's folder.
        projectSettings: { name: "inline", runtime: "nodejs" },
        envVars: { ...env, PULUMI_DEBUG_PROVIDERS: attached },
        pulumiCommand: await PulumiCommand.get(installed),
      },
    );
  });
  after(async () => {
    await session?.close();
    rmSync(home, { recursive: true });
  });

  it("runs scripts where the engine runs, which is another folder", async () => {
    const printed: string[] = [];
    const { summary } = await stack.up({ onOutput: (text) => printed.push(text) });
    assert.equal(summary.result, "succeeded", printed.join(""));
    assert.notEqual(stack.workspace.workDir, process.cwd());
  });

  it("stores no path of this checkout", async () => {
    const state = JSON.stringify(await stack.exportStack());
    assert.match(state, /backend\/gate\/gate\.mjs/);
    assert.ok(!state.includes(process.cwd()), "the folder of the checkout");
  });
});
