import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Input, Resource } from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";

/** The folder `components/`, wherever this code was bundled to. */
const FOLDER = existsSync(join(__dirname, "components"))
  ? join(__dirname, "components")
  : dirname(__dirname);

/** The engine of an inline program inherits this, and may run in another folder than the program. */
process.env["HOLDFAST_SCRIPTS"] ??= FOLDER;

/**
 * The command line that runs a script with `scriptEnvironment`.
 *
 * @param script its path below `components/`
 */
export const scriptCommand = (script: string, ...args: readonly string[]): string =>
  ["node", "-e", `"eval(process.env.HOLDFAST_FIND)"`, script, ...args].join(" ");

/**
 * What every script finds in its environment. A Command's inputs are stored and compared. They have no path that is
 * another one in another checkout: the script is found when the command runs, below the folder of the engine or else
 * by the engine's own environment.
 *
 * @param parent the script works in the account of its AWS provider, and in no other
 */
export function scriptEnvironment(
  region: Input<string>,
  parent: Resource | undefined,
): Record<string, Input<string>> {
  const folder = relative(process.cwd(), FOLDER).replaceAll("\\", "/");
  const { accountId } = getCallerIdentityOutput({}, parent && { parent });
  return { AWS_REGION: region, HOLDFAST_ACCOUNT_ID: accountId, HOLDFAST_FIND: findIn(folder) };
}

const findIn = (folder: string): string => `
const { resolve } = require("path");
const script = process.argv[1];
const folders = [${JSON.stringify(folder)}, process.env.HOLDFAST_SCRIPTS ?? ""].map((one) => resolve(one));
const folder = folders.find((one) => require("fs").existsSync(resolve(one, script)));
if (folder) import(require("url").pathToFileURL(resolve(folder, script)));
else {
  console.error(\`holdfast's script \${script} is not in \${folders[0]}. Set HOLDFAST_SCRIPTS to the folder of \` +
    "holdfast's components where Pulumi is started.");
  process.exitCode = 1;
}`;
