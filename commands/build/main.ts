import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  LAMBDA_NAMES,
  builtLambda,
  bundleLambda,
} from "../../components/front-door/function/bundle";

/**
 * `npm run build`: makes components/dist, which the package of the library has. It is laid out as this
 * project is, since components look for `node/` and `lambda/` beside `components/`.
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
