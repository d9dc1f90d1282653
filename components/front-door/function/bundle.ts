import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A function of `lambda/`, by the folder that it has there. */
export type LambdaName = (typeof LAMBDA_NAMES)[number];

export const LAMBDA_NAMES = ["follow-addresses", "check-pool"] as const;

/** What `npm run build` makes of a function's sources for the package of the library. */
export const builtLambda = (name: LambdaName): string => `lambda/${name}/handler.mjs`;

const entryOf = (name: LambdaName): string => `lambda/${name}/handler.ts`;

const bundled = new Map<LambdaName, string>();

/**
 * A function of `lambda/`, with all that it needs, as one ES module for Node 20 or newer that exports `handler`. The
 * same sources give the same text, wherever they are. It takes a tenth of a second, once in a process. The package has
 * the text itself: it stays the same whatever versions are installed beside it.
 *
 * @throws when the sources cannot be bundled, with what is wrong with them
 */
export function bundleLambda(name: LambdaName): string {
  const known = bundled.get(name);
  if (known !== undefined) return known;
  const made = readBuilt(builtLambda(name)) ?? bundle(entryOf(name));
  bundled.set(name, made);
  return made;
}

/** The folder that has a file of `lambda/`, wherever this code was bundled to. */
const folderWith = (file: string): string | undefined =>
  [__dirname, join(__dirname, "../../..")].find((folder) => existsSync(join(folder, file)));

function readBuilt(file: string): string | undefined {
  const root = folderWith(file);
  return root && readFileSync(join(root, file), "utf8");
}

function bundle(entry: string): string {
  const root = folderWith(entry);
  if (root === undefined) throw new Error(`${entry} is not where the program is, ${__dirname}`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the library has no esbuild, and needs none
  const { buildSync } = require("esbuild") as typeof import("esbuild");
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    legalComments: "none",
    platform: "node",
    target: "node20",
    format: "esm",
    mainFields: ["module", "main"],
    // Parts of the SDK ask for Node's own modules in the old way, which an ES module does not know.
    banner: {
      js: 'import{createRequire as holdfastRequire}from"node:module";const require=holdfastRequire(import.meta.url);',
    },
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]!.text;
}
