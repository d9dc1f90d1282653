import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { obtainGoTool } from "../../../../commands/shared/engine/go-tool";
import { type Log, logToTerminal } from "../../../../commands/shared/progress";

/** Packer and its Amazon plugin, both under the Mozilla Public License. */
const MODULE = join(__dirname, "module");
const PLUGIN = "packer-plugin-amazon";

const run = promisify(execFile);

/** The real Packer, and the environment that it runs in. */
export interface Packer {
  /** Path of the executable. */
  readonly bin: string;
  /** With its plugin, and without telemetry. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Packer for the tests: cached for this user by an earlier run, else built from Go modules, which takes some
 * minutes once. Ignores one on the PATH, which may lack the plugin.
 */
export async function obtainPacker(log: Log = logToTerminal): Promise<Packer> {
  const bin = await obtainGoTool(
    {
      name: "Packer",
      module: MODULE,
      path: "github.com/hashicorp/packer",
      takes: "minutes",
      finish: installPlugin,
      inspect: (file) => run(file, ["version"], { env: environment(file) }),
    },
    log,
  );
  return { bin, env: environment(bin) };
}

const environment = (bin: string): NodeJS.ProcessEnv => ({
  ...process.env,
  CHECKPOINT_DISABLE: "1",
  PACKER_NO_COLOR: "1",
  PACKER_PLUGIN_PATH: join(dirname(dirname(bin)), "plugins"),
});

/** Installs the plugin where `packer init` would: by version, with its checksum. */
async function installPlugin(folder: string): Promise<void> {
  const built = join(folder, "bin", PLUGIN);
  const { stdout } = await run(built, ["describe"]);
  const { version, api_version: api } = JSON.parse(stdout) as Record<string, string>;
  const { stdout: platform } = await run("go", ["env", "GOOS", "GOARCH"], { cwd: MODULE });
  const place = join(folder, "plugins/github.com/hashicorp/amazon");
  mkdirSync(place, { recursive: true });
  const name = [PLUGIN, `v${version}`, api, ...platform.trim().split("\n")].join("_");
  const checksum = createHash("sha256").update(readFileSync(built)).digest("hex");
  writeFileSync(join(place, `${name}_SHA256SUM`), checksum);
  renameSync(built, join(place, name));
}
