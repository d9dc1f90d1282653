import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  LAMBDA_NAMES,
  builtLambda,
  bundleLambda,
} from "../../components/front-door/function/bundle";

/**
 * `npm run build`: builds components/dist, which the library's package contains. It has the layout of this
 * project, because components look for `node/` and `lambda/` next to `components/`.
 */
const ROOT = join(__dirname, "../..");
const DIST = join(ROOT, "components/dist");

rmSync(DIST, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [require.resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json"],
  {
    cwd: ROOT,
    stdio: "inherit",
  },
);
cpSync(join(ROOT, "node"), join(DIST, "node"), { recursive: true });
const sources = readdirSync(join(ROOT, "components"), { recursive: true, encoding: "utf8" });
for (const script of sources.filter((file) => file.endsWith(".mjs"))) {
  cpSync(join(ROOT, "components", script), join(DIST, "components", script));
}
for (const name of LAMBDA_NAMES) {
  const file = join(DIST, builtLambda(name));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bundleLambda(name));
}
