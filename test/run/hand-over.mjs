import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "../../commands/local/dependencies.mjs";

/**
 * Installs missing dependencies, then runs `main` of a TypeScript module with the command line's arguments.
 * If that fails, the last line has totals with a failure.
 *
 * @param {string} from URL of the module that asks
 * @param {string} module path of the other one from there
 */
export async function handOver(from, module) {
  try {
    ensureDependencies(join(dirname(fileURLToPath(import.meta.url)), "../.."));
  } catch (error) {
    console.error(`error: ${error.message}`);
    console.log("0 passed, 1 failed, 0 skipped");
    process.exit(1);
  }
  const { register } = await import("tsx/cjs/api");
  register();
  await createRequire(from)(module).main(process.argv.slice(2));
}
