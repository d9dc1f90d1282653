import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { Provider } from "@pulumi/aws/provider";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import { createGate } from "../../components/backend/guards";
import { scriptCredentials } from "../../components/scripts/script-credentials";
import { openSession, type Session } from "../../commands/local/session";
import { installCommandPlugin } from "../support/command-plugin";

/** A gate that has no target group to ask about. */
const program = (): Promise<void> => {
  createGate("gate", { targetGroupArns: {}, region: "us-east-1", timeoutSeconds: 10 }, {});
  return Promise.resolve();
};

/** An account that the program's provider works in, and the one of the shell. */
const [ACCOUNT, OTHER] = ["333333333333", "210987654321"] as const;

class Owner extends ComponentResource {
  constructor(opts: ComponentResourceOptions) {
    super("test:index:Owner", "owner", {}, opts);
    const args = { targetGroupArns: {}, region: "us-east-1", timeoutSeconds: 10 };
    createGate("owner-gate", args, { parent: this });
  }
}

/** A gate whose AWS provider is an explicit one, which assumes a role. */
const withProvider = (passed: boolean) => (): Promise<void> => {
  const assumeRoles = [{ roleArn: `arn:aws:iam::${ACCOUNT}:role/deploy` }];
  const aws = new Provider("deploy", { region: "us-east-1", assumeRoles });
  const transformations = passed ? [scriptCredentials({ assumeRoles })] : [];
  new Owner({ providers: { aws }, transformations });
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

  it("fails when the shell's credentials are of another account than the AWS provider", async () => {
    stack.workspace.program = withProvider(false);
    stack.workspace.envVars["AWS_ACCESS_KEY_ID"] = `AKIA${OTHER}USER`;
    await assert.rejects(
      stack.up(),
      /belong to the AWS account 210987654321 \(.*\), but the stack is in 333333333333\. /,
    );
  });

  it("has scripts in the account of the AWS provider that is told to them", async () => {
    stack.workspace.program = withProvider(true);
    assert.equal((await stack.up()).summary.result, "succeeded");
  });

  it("stores no path of this checkout", async () => {
    const { resources } = (await stack.exportStack()).deployment as {
      resources: { inputs?: object; outputs?: object }[];
    };
    // Beside these, the engine stores where in its source a resource was registered.
    const values = JSON.stringify(resources.map(({ inputs, outputs }) => [inputs, outputs]));
    assert.match(values, /backend\/gate\/gate\.mjs/);
    assert.ok(!values.includes(process.cwd()), "the folder of the checkout");
  });
});
