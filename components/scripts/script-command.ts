import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Input, Resource } from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";

/** The folder `components/`, also in a bundle. */
const FOLDER = existsSync(join(__dirname, "components"))
  ? join(__dirname, "components")
  : dirname(__dirname);

/** The engine of an inline program may run in a different folder than the program. It inherits this variable. */
process.env["HOLDFAST_SCRIPTS"] ??= FOLDER;

/**
 * The command line that runs a script with `scriptEnvironment`.
 *
 * @param script its path below `components/`
 */
export const scriptCommand = (script: string, ...args: readonly string[]): string =>
  ["node", "-e", `"eval(process.env.HOLDFAST_FIND)"`, script, ...args].join(" ");

/**
 * The environment of every script. It contains no absolute path, because the engine stores and compares the inputs of
 * a Command, and paths differ between checkouts. When the command runs, it finds the script below the engine's folder
 * or by the engine's own environment.
 *
 * @param parent its AWS provider determines the account of the script
 */
export function scriptEnvironment(
  region: Input<string>,
  parent: Resource | undefined,
): Record<string, Input<string>> {
  const folder = relative(process.cwd(), FOLDER).replaceAll("\\", "/");
  const { accountId } = getCallerIdentityOutput({}, parent && { parent });
  return { AWS_REGION: region, HOLDFAST_ACCOUNT_ID: accountId, HOLDFAST_FIND: findIn(folder) };
}

/**
 * Triggers of a command of a move, which runs in every update that declares it. A later update that was stopped may have
 * undone what the command did, and the engine runs a command only when its inputs change.
 */
export const inEveryUpdate = (): string[] => [new Date().toISOString()];

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
