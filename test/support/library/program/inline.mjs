// The stack as an inline program: brought up and destroyed by the Automation API, in this very process.
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { declare } from "./stack.mjs";

const stack = await LocalWorkspace.createOrSelectStack(
  { stackName: "dev", projectName: "library", program: async () => declare() },
  // Without it, the engine runs in the folder of this program.
  { projectSettings: { name: "library", runtime: "nodejs" } },
);
await stack.setConfig("aws:region", { value: "us-east-1" });
const { outputs } = await stack.up();
await stack.destroy();
const values = Object.entries(outputs).map(([name, { value }]) => [name, value]);
console.log(JSON.stringify(Object.fromEntries(values)));
