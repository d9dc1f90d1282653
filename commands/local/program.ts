import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { projectName } from "./stacks";

/** The folder of this project. */
export const ROOT = dirname(dirname(__dirname));

/** Whether this is the package in another project. npm replaces the folder of a package that it installs. */
const isInstalled = ROOT.split(sep).includes("node_modules");

/**
 * The folder of local runs: git ignores it, and deleting it resets everything. It is in this project; for an installed
 * package, in the current folder.
 */
export const HOME = join(isInstalled ? process.cwd() : ROOT, ".holdfast");

/** A Pulumi program that runs with simulated AWS. */
export interface Program {
  /** The folder that has its Pulumi.yaml. */
  readonly root: string;
  /** Its name in Pulumi.yaml. */
  readonly project: string;
  /** The folder of its state and its simulated AWS account. */
  readonly home: string;
}

/**
 * The program in a folder, by default this project. Another program's state is below this project's HOME, so
 * that nothing is written to its folder.
 *
 * @param account programs with the same account share its resources and one backend
 * @throws {Error} if the folder has no Pulumi.yaml, or `account` cannot be a folder's name
 */
export function findProgram(given?: string, account?: string): Program {
  if (account !== undefined && !/^[\w-]+$/.test(account)) {
    throw new Error(
      `--account must be a name of letters, digits, - and _ (got ${JSON.stringify(account)}). ` +
        "Write a name such as --account shop",
    );
  }
  const shared = account === undefined ? undefined : join(HOME, "accounts", account);
  if (given === undefined) return { root: ROOT, project: projectName(ROOT), home: shared ?? HOME };
  // The user's working folder: `npm run` itself works in the folder of package.json.
  const root = resolve(process.env["INIT_CWD"] ?? process.cwd(), given);
  const refuse = (problem: string): never => {
    throw new Error(`--program ${given}: ${problem}`);
  };
  if (!existsSync(root)) {
    refuse(`the folder ${root} does not exist. Name the folder of a Pulumi program`);
  }
  if (!existsSync(join(root, "Pulumi.yaml"))) {
    refuse(
      `${root} has no Pulumi.yaml. Name the folder of a Pulumi program, or make one there with ` +
        "`pulumi new`",
    );
  }
  if (root === ROOT) refuse("this is holdfast itself. Leave --program out");
  const project = projectName(root);
  // Programs in two folders may have the same name.
  const hash = createHash("sha256").update(root).digest("hex").slice(0, 8);
  const own = join(HOME, "programs", `${project}-${hash}`);
  return { root, project, home: shared ?? own };
}
