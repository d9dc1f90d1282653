import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "@pulumi/command/package.json";
import { ROOT } from "../../commands/local/program";
import { serveCommandProvider } from "../../simulator";

/**
 * Installs the simulator's `command` provider as a plugin: the engine starts it, so that it has the folder
 * and environment of the real one. Most tests attach to a running one, which takes a second less.
 */
export function installCommandPlugin(pulumiHome: string): void {
  const folder = join(pulumiHome, "plugins", `resource-command-v${version}`);
  const file = join(folder, "pulumi-resource-command");
  mkdirSync(folder, { recursive: true });
  const tsx = join(ROOT, "node_modules/tsx/dist/cli.mjs");
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${tsx}" "${__filename}"\n`);
  chmodSync(file, 0o755);
}

/** The first line of a plugin's output is its port. */
async function main(): Promise<void> {
  const { port } = await serveCommandProvider();
  console.log(port);
}

if (require.main === module) void main();
