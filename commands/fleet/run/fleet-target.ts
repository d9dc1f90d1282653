import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { obtainEngine } from "../../shared/engine/obtain";
import type { Log } from "../../shared/progress";
import { recoverStack } from "../../local/recover-stack";
import { openSession } from "../../local/session";
import { settingsOf } from "../../local/stack-settings";
import { projectName, stackExists, writeProject } from "../../local/stacks";
import { settingsFile } from "../../../stack/stack-settings";
import type { FleetStack } from "../file/read-fleet";
import type { FleetCommand } from "./operation";

/** The environment of a fleet's stacks. */
export interface FleetTarget {
  readonly kind: "simulated" | "aws";
  /** Version of the engine. */
  readonly version: string;
  /** The stack for a command; creates it if it is missing. */
  readonly open: (stack: FleetStack, command: FleetCommand) => Promise<Stack>;
  readonly close: () => Promise<void>;
}

/** The simulated AWS of this project, with its engine. `home` is that of `npm run local`. */
export async function openSimulated(root: string, home: string, log: Log): Promise<FleetTarget> {
  const session = await openSession({ home, log });
  const { account, pulumi, env, version } = session;
  const project = projectName(root);
  const open = async (stack: FleetStack, command: FleetCommand): Promise<Stack> => {
    const folder = writeStack(root, home, stack);
    const opened = await openStack(stack.name, folder, pulumi, env);
    if (stackExists(home, project, stack.name)) {
      const engine = { pulumi, cwd: folder, env: { ...env, PULUMI_STACK: stack.name } };
      const { isProtected } = settingsOf(stack.config, stack.name);
      await recoverStack(
        engine,
        { home, project, stack: stack.name, account },
        (line) => log(`${stack.name}: ${line}`),
        { destroys: command === "destroy", keepsAddresses: isProtected },
      );
    }
    return opened;
  };
  return { kind: "simulated", version, open, close: session.close };
}

/** AWS, with this process's account, backend and Pulumi settings. */
export async function openAws(root: string, home: string, log: Log): Promise<FleetTarget> {
  const { bin, version } = await obtainEngine({ log });
  // The stack's file is rewritten for each run. Its secrets settings are in the state.
  const env = { PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true" };
  const open = (stack: FleetStack): Promise<Stack> =>
    openStack(stack.name, writeStack(root, home, stack), bin, env);
  return { kind: "aws", version, open, close: () => Promise.resolve() };
}

/** A dedicated folder for the stack, so that parallel engines share no project settings. */
function writeStack(root: string, home: string, { name, config }: FleetStack): string {
  const folder = join(home, "fleet", "stacks", name);
  mkdirSync(folder, { recursive: true });
  writeProject(root, folder);
  writeFileSync(join(folder, settingsFile(name)), JSON.stringify({ config }, null, 2));
  return folder;
}

async function openStack(
  stackName: string,
  workDir: string,
  pulumi: string,
  envVars: Record<string, string>,
): Promise<Stack> {
  // The Automation API locates an installation by its root. Installations with another layout must be on the
  // PATH.
  const folder = dirname(pulumi);
  const installed = basename(folder) === "bin" ? { root: dirname(folder) } : {};
  const pulumiCommand = await PulumiCommand.get(installed);
  return LocalWorkspace.createOrSelectStack({ stackName, workDir }, { envVars, pulumiCommand });
}
