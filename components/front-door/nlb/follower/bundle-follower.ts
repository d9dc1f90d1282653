import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

const ENTRY = "lambda/follow-addresses/handler.ts";

let bundled: string | undefined;

/**
 * The function that follows addresses, with all that it needs, as one ES module for Node 20 or newer that
 * exports `handler`. The same sources give the same text, wherever they are. It takes a tenth of a
 * second, once in a process.
 *
 * @throws when the sources cannot be bundled, with what is wrong with them
 */
export function bundleFollower(): string {
  bundled ??= bundle();
  return bundled;
}

function bundle(): string {
  const root = [__dirname, join(__dirname, "../../../..")].find((folder) =>
    existsSync(join(folder, ENTRY)),
  );
  if (root === undefined) throw new Error(`${ENTRY} is not where the program is, ${__dirname}`);
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
