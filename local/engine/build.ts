import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import semver from "semver";
import { type Log, timed } from "../progress";
import { executable, findOnPath } from "./inspect";

/** The Go modules that the engine is built from: the CLI, and its host for Node.js programs. */
const CLI = join(__dirname, "cli");
const HOST = join(__dirname, "host");

/** Go fetches a newer toolchain by itself from this version on. */
const FETCHES_TOOLCHAINS = "1.21.0";

export const BUILD_VERSION = moduleVersion(CLI, "github.com/pulumi/pulumi/pkg/v3");

/** Changes whenever anything that the build is made from changes. */
export function buildHash(): string {
  const hash = createHash("sha256");
  for (const module of [CLI, HOST]) {
    for (const file of ["go.mod", "go.sum"]) {
      hash.update(readFileSync(join(module, file)));
    }
  }
  return hash.digest("hex").slice(0, 12);
}

/** Builds the engine into `bin` of a folder. Needs `go` on the PATH, and takes some minutes. */
export async function buildEngine(folder: string, log: Log): Promise<void> {
  const go = findOnPath(executable("go"), process.env["PATH"] ?? "");
  if (!go) {
    throw new Error("there is no go on the PATH");
  }
  await checkGo(go, log);
  const bin = join(folder, "bin");
  await mkdir(bin);
  await timed(log, `Building the Pulumi CLI ${BUILD_VERSION} from Go modules (minutes)`, () =>
    install(go, CLI, BUILD_VERSION, bin),
  );
  const hostVersion = moduleVersion(HOST, "github.com/pulumi/pulumi/sdk/v3");
  await timed(log, `Building its host for Node.js ${hostVersion}`, () =>
    install(go, HOST, hostVersion, bin),
  );
}

async function checkGo(go: string, log: Log): Promise<void> {
  // Outside of the modules, where go would answer with the version that they ask for.
  const { stdout } = await promisify(execFile)(go, ["env", "GOVERSION"], { cwd: tmpdir() });
  const actual = semver.coerce(stdout)?.version ?? "0.0.0";
  const wanted = semver.coerce(/^go (\S+)$/m.exec(readFileSync(join(CLI, "go.mod"), "utf8"))?.[1]);
  if (!wanted || semver.gte(actual, wanted)) {
    return;
  }
  if (semver.lt(actual, FETCHES_TOOLCHAINS)) {
    throw new Error(`the modules ask for Go ${wanted.version}, and ${go} is ${actual}`);
  }
  log(`The modules ask for Go ${wanted.version} and ${go} is ${actual}: go fetches the newer one`);
}

async function install(go: string, module: string, version: string, bin: string): Promise<void> {
  const versionFlag = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
  const child = spawn(
    go,
    [
      ...["install", "-trimpath", "-tags", "osusergo,grpcnotrace"],
      ...["-ldflags", `-s -w ${versionFlag}`, "tool"],
    ],
    {
      cwd: module,
      env: {
        ...process.env,
        ...{ GOBIN: bin, GOWORK: "off", CGO_ENABLED: "0" },
        ...{ GOOS: "", GOARCH: "" }, // An engine for another platform would not run here.
      },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let messages = "";
  child.stderr.on("data", (data: Buffer) => (messages += data.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) {
    const last = messages
      .split("\n")
      .filter((line) => line.trim() !== "" && !line.startsWith("go: downloading"))
      .slice(-5);
    throw new Error(
      `go install failed: ${last.join("\n    ") || `exit code ${code ?? "unknown"}`}`,
    );
  }
}

function moduleVersion(module: string, path: string): string {
  const text = readFileSync(join(module, "go.mod"), "utf8");
  const found = text.split("\n").find((line) => line.trim().startsWith(`${path} v`));
  const version = semver.clean(found?.trim().split(/\s+/)[1] ?? "");
  if (!version) {
    throw new Error(`${module}/go.mod does not require ${path}`);
  }
  return version;
}
