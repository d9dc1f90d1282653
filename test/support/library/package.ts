import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../../commands/local/session";

export const run = promisify(execFile);

/** The sources of the package, and its build tools. */
const SOURCES = ["commands/build", "components", "lambda", "node"];
const SETTINGS = ["package.json", ".npmrc", "tsconfig.json", "tsconfig.build.json"];

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
}

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

export const LIBRARY = readManifest(join(ROOT, "components"));

/**
 * Runs `npm run package` in a copy of the package's sources. Returns the paths of the copy and the package.
 */
export async function makePackage(within: string): Promise<{ copy: string; tarball: string }> {
  const copy = mkdtempSync(join(realpathSync(within), "copy-"));
  const filter = (file: string): boolean => file !== join(ROOT, "components/dist");
  for (const path of [...SOURCES, ...SETTINGS]) {
    cpSync(join(ROOT, path), join(copy, path), { recursive: true, filter });
  }
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const { stdout } = await run("npm", ["run", "--silent", "package"], { cwd: copy });
  return { copy, tarball: join(copy, stdout.trim()) };
}

/** A project that has the program in `program/`, with no package yet. */
export function writeProject(within: string): string {
  const project = mkdtempSync(join(realpathSync(within), "project-"));
  cpSync(join(__dirname, "program"), project, { recursive: true });
  writeFileSync(join(project, "package.json"), '{ "private": true }\n');
  return project;
}

/** Unpacks the package into a project's node_modules, without its dependencies. */
export async function unpackLibrary(tarball: string, project: string): Promise<string> {
  const place = join(project, "node_modules", LIBRARY.name);
  mkdirSync(place, { recursive: true });
  await run("tar", ["xzf", tarball, "--strip-components", "1", "-C", place]);
  return place;
}

/** Gives a project a package that this one has, unless it is there. */
export function link(name: string, project: string): void {
  const place = join(project, "node_modules", name);
  if (existsSync(place)) return;
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(ROOT, "node_modules", name), place);
}

/** The names of the packages that files import, at run time or for their types. */
export function importedBy(files: readonly string[]): string[] {
  const imported = /(?:\bfrom |\bimport |\bimport\(|\brequire\()"([^".][^"]*)"/g;
  const paths = files.flatMap((file) => {
    // Comments have examples.
    const code = readFileSync(file, "utf8").replaceAll(/^\s*(\/\*\*|\*|\/\/).*$/gm, "");
    return [...code.matchAll(imported)].map(([, path]) => path!);
  });
  const names = paths.map((path) => /^(@[^/]+\/)?[^/]+/.exec(path)![0]);
  return [...new Set(names.filter((name) => !isBuiltin(name)))].sort();
}

/** The newest Node.js of a major version, from its npm package; an error where that is unavailable. */
export async function fetchNode(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(ROOT, "node_modules/.cache/holdfast-node", `${major}`);
  const binary = join(folder, "node_modules", name, "bin/node");
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    await run("npm", ["install", "--no-save", "--ignore-scripts", `${name}@${major}`], {
      cwd: folder,
      timeout: 600_000,
    });
  }
  return binary;
}
