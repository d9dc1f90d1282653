import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Log, timed } from "../progress";
import { findGo, goInstall, moduleVersion, modulesHash } from "./go-install";

/** The Go modules that the engine is built from: the CLI, and its host for Node.js programs. */
const CLI = join(__dirname, "cli");
const HOST = join(__dirname, "host");

export const BUILD_VERSION = moduleVersion(CLI, "github.com/pulumi/pulumi/pkg/v3");

/** Changes whenever any input of the build changes. */
export const buildHash = (): string => modulesHash([CLI, HOST]);

/** Builds the engine into `bin` of a folder. Needs `go` on the PATH, and takes some minutes. */
export async function buildEngine(folder: string, log: Log): Promise<void> {
  const go = await findGo(CLI, log);
  const bin = join(folder, "bin");
  await mkdir(bin);
  const install = (module: string, version: string): Promise<void> =>
    goInstall(go, {
      module,
      bin,
      tags: "osusergo,grpcnotrace",
      linkerFlags: `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`,
    });
  await timed(log, `Building the Pulumi CLI ${BUILD_VERSION} from Go modules (minutes)`, () =>
    install(CLI, BUILD_VERSION),
  );
  const hostVersion = moduleVersion(HOST, "github.com/pulumi/pulumi/sdk/v3");
  await timed(log, `Building its host for Node.js ${hostVersion}`, () =>
    install(HOST, hostVersion),
  );
}
