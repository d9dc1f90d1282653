import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import semver from "semver";
import type { Log } from "../progress";
import { executable, findOnPath } from "./inspect";

/** From this version on, Go downloads a newer toolchain by itself. */
const FETCHES_TOOLCHAINS = "1.21.0";

/** The module to build, and its target folder. */
interface GoInstall {
  /** Folder of the go.mod. */
  readonly module: string;
  readonly bin: string;
  /** Build tags, with commas. */
  readonly tags?: string;
  readonly linkerFlags?: string;
}

/** Changes whenever anything built from Go modules changes. */
export function modulesHash(modules: readonly string[]): string {
  const hash = createHash("sha256");
  for (const module of modules) {
    for (const file of ["go.mod", "go.sum"]) {
      hash.update(readFileSync(join(module, file)));
    }
  }
  return hash.digest("hex").slice(0, 12);
}

/** The `go` on the PATH, if it can build a module. Throws the reason if not. */
export async function findGo(module: string, log: Log): Promise<string> {
  const go = findOnPath(executable("go"), process.env["PATH"] ?? "");
  if (!go) {
    throw new Error("go is not on the PATH");
  }
  await checkGo(go, module, log);
  return go;
}

async function checkGo(go: string, module: string, log: Log): Promise<void> {
  // Outside the modules, where go would report the version that they require.
  const { stdout } = await promisify(execFile)(go, ["env", "GOVERSION"], { cwd: tmpdir() });
  const actual = semver.coerce(stdout)?.version ?? "0.0.0";
  const wanted = semver.coerce(
    /^go (\S+)$/m.exec(readFileSync(join(module, "go.mod"), "utf8"))?.[1],
  );
  if (!wanted || semver.gte(actual, wanted)) {
    return;
  }
  if (semver.lt(actual, FETCHES_TOOLCHAINS)) {
    throw new Error(`the modules require Go ${wanted.version}, but ${go} is ${actual}`);
  }
  log(
    `The modules require Go ${wanted.version} and ${go} is ${actual}: go downloads the newer one`,
  );
}

/**
 * Builds the tools that a Go module's go.mod names into a folder.
 *
 * @throws {Error} with the last lines of go's output
 */
export async function goInstall(
  go: string,
  { module, bin, tags, linkerFlags = "" }: GoInstall,
): Promise<void> {
  const child = spawn(
    go,
    [
      ...["install", "-trimpath", ...(tags ? ["-tags", tags] : [])],
      ...["-ldflags", `-s -w ${linkerFlags}`.trim(), "tool"],
    ],
    {
      cwd: module,
      env: {
        ...process.env,
        GOBIN: bin,
        GOWORK: "off",
        CGO_ENABLED: "0",
        // A program for another platform would not run on this machine.
        GOOS: "",
        GOARCH: "",
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

/** The version that a Go module requires of another. */
export function moduleVersion(module: string, path: string): string {
  const text = readFileSync(join(module, "go.mod"), "utf8");
  const found = text.split("\n").find((line) => line.trim().startsWith(`${path} v`));
  const version = semver.clean(found?.trim().split(/\s+/)[1] ?? "");
  if (!version) {
    throw new Error(`${module}/go.mod does not require ${path}`);
  }
  return version;
}
