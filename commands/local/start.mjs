// `npm run local`: installs missing dependencies, then runs main.ts.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./dependencies.mjs";

try {
  ensureDependencies(join(dirname(fileURLToPath(import.meta.url)), "../.."));
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exit(1);
}

// In this process, so that signals need not be forwarded.
const { register } = await import("tsx/cjs/api");
register();
await createRequire(import.meta.url)("./main.ts").main(process.argv.slice(2));
