import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The function's sources, and what `npm run build` makes of them for the package of the library. */
const ENTRY = "lambda/follow-addresses/handler.ts";
export const BUILT_FOLLOWER = "lambda/follow-addresses/handler.mjs";

let bundled: string | undefined;

/**
 * The function that follows addresses, with all that it needs, as one ES module for Node 20 or newer that
 * exports `handler`. The same sources give the same text, wherever they are. It takes a tenth of a
 * second, once in a process. The package has the text itself: it stays the same whatever versions are
 * installed beside it.
 *
 * @throws when the sources cannot be bundled, with what is wrong with them
 */
export function bundleFollower(): string {
  bundled ??= readBuilt() ?? bundle();
  return bundled;
}

/** The folder that has a file of `lambda/`, wherever this code was bundled to. */
const folderWith = (file: string): string | undefined =>
  [__dirname, join(__dirname, "../../../..")].find((folder) => existsSync(join(folder, file)));

function readBuilt(): string | undefined {
  const root = folderWith(BUILT_FOLLOWER);
  return root && readFileSync(join(root, BUILT_FOLLOWER), "utf8");
}

function bundle(): string {
  const root = folderWith(ENTRY);
  if (root === undefined) throw new Error(`${ENTRY} is not where the program is, ${__dirname}`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the library has no esbuild, and needs none
  const { buildSync } = require("esbuild") as typeof import("esbuild");
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [ENTRY],
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
