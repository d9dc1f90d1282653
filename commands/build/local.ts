import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";
import { files as policyFiles } from "../../policy/package.json";
import { dependencies, peerDependencies } from "../local/package.json";

const ROOT = join(__dirname, "../..");

/** What packing the policies makes: see policy/package.json. */
const POLICY_BUNDLE = "index.cjs";

const BUNDLE = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "error",
} satisfies BuildOptions;

/**
 * `npm run build:local`: makes the package of `npm run local` for other projects, in an empty folder. It is laid out as
 * this project is: the command is one file, with the modules of the engine beside it, and the policies are in `policy/`.
 * Everything that the package declares is left to npm.
 */
export function buildLocal(folder = join(ROOT, "commands/local/dist")): void {
  rmSync(folder, { recursive: true, force: true });
  buildSync({
    ...BUNDLE,
    entryPoints: [join(ROOT, "commands/local/installed.ts")],
    outfile: join(folder, "commands/local/main.cjs"),
    // The cost of this project's own stacks, for which their program is run: another program has none.
    external: [...Object.keys({ ...dependencies, ...peerDependencies }), "../shared/plan-program"],
  });
  buildSync({
    ...BUNDLE,
    entryPoints: [join(ROOT, "policy/index.ts")],
    outfile: join(folder, "policy", POLICY_BUNDLE),
    // Only for a service of gRPC that nothing uses.
    external: ["@grpc/proto-loader"],
  });
  const copies = {
    LICENSE: "LICENSE",
    "commands/local/README.md": "README.md",
    "commands/local/package.json": "package.json",
    "commands/shared/engine/cli": "commands/local/cli",
    "commands/shared/engine/host": "commands/local/host",
    "policy/package.json": "policy/package.json",
  };
  for (const [from, to] of Object.entries(copies)) copy(from, folder, to);
  const sources = policyFiles.filter((file) => file !== POLICY_BUNDLE);
  for (const file of sources) copy(join("policy", file), folder, join("policy", file));
}

const copy = (from: string, folder: string, to: string): void =>
  cpSync(join(ROOT, from), join(folder, to), { recursive: true });

if (require.main === module) buildLocal();
