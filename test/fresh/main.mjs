// `npm run test:fresh`: makes sure of the dependencies, then hands over to run-fresh.ts.
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "../../local/dependencies.mjs";

try {
  ensureDependencies(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
} catch (error) {
  console.error(`error: ${error.message}`);
  console.log("0 passed, 1 failed, 0 skipped");
  process.exit(1);
}

const { register } = await import("tsx/cjs/api");
register();
await createRequire(import.meta.url)("./run-fresh.ts").main(process.argv.slice(2));
