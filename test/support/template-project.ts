import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { localEnvironment } from "../../commands/local/environment";
import { askEngine } from "../../commands/local/run-engine";
import { ROOT } from "../../commands/local/session";
import { obtainEngine } from "../../commands/shared/engine/obtain";
import { writeScript } from "../commands/local/fakes";

/** What a person answers to `pulumi new`. */
const ANSWERS = {
  "--name": "shop-front",
  "--description": "Addresses of the shop",
  "--stack": "dev",
  "--config": "frontDoor:backendHost=shop.example.net",
};

/**
 * Makes a project from template/ by the real `pulumi new`, with a file backend and its own Pulumi home below a folder. In
 * place of npm, a script notes its arguments in `npm.log` of the folder and installs nothing: the template's packages are
 * in no registry.
 */
export async function newProject(folder: string): Promise<string> {
  const home = join(folder, "home");
  const project = join(folder, "shop-front");
  const programs = join(folder, "programs");
  for (const path of [join(home, "backend"), join(home, "pulumi")]) {
    mkdirSync(path, { recursive: true });
  }
  writeScript(
    join(programs, "npm"),
    `echo "$@" >> '${join(folder, "npm.log")}'; mkdir -p node_modules`,
  );
  const { bin } = await obtainEngine({ log: () => undefined });
  const env = localEnvironment(process.env, home, bin, [programs]);
  await askEngine({ pulumi: bin, cwd: folder, env }, [
    ...["new", join(ROOT, "template"), "--dir", project, "--yes", "--non-interactive"],
    ...Object.entries(ANSWERS).flat(),
  ]);
  return project;
}
