import { chmodSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { buildLocal } from "../../../commands/build/local";
import { ROOT } from "../../../commands/local/session";
import { link, readManifest, run } from "./package";

export const LOCAL = readManifest(join(ROOT, "commands/local"));

/** The package of `npm run local`, packed by npm. Answers its path. */
export async function makeLocalPackage(within: string): Promise<string> {
  const folder = mkdtempSync(join(realpathSync(within), "local-"));
  const built = join(folder, "built");
  buildLocal(built);
  const { stdout } = await run("npm", ["pack", built, "--pack-destination", folder], {
    cwd: folder,
  });
  return join(folder, stdout.trim().split("\n").at(-1)!);
}

/** Unpacks a package where a project looks for it, and gives the project what it declares, as npm would. */
export async function installPackage(tarball: string, project: string, name: string) {
  const place = join(project, "node_modules", name);
  mkdirSync(place, { recursive: true });
  await run("tar", ["xzf", tarball, "--strip-components", "1", "-C", place]);
  const {
    dependencies,
    peerDependencies,
    peerDependenciesMeta = {},
    bin = {},
  } = readManifest(place);
  for (const one of Object.keys({ ...dependencies, ...peerDependencies })) {
    if (peerDependenciesMeta[one]?.optional !== true) link(one, project);
  }
  for (const [command, file] of Object.entries(bin)) {
    const commands = join(project, "node_modules/.bin");
    mkdirSync(commands, { recursive: true });
    symlinkSync(join(place, file), join(commands, command));
    chmodSync(join(place, file), 0o755);
  }
  return place;
}
