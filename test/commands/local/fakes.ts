import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Gives each test of a suite an empty folder, and removes it afterwards. */
export function temporaryFolder(): (...path: string[]) => string {
  let folder = "";
  beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), "holdfast-spec-")))));
  afterEach(() => rmSync(folder, { recursive: true }));
  return (...path) => join(folder, ...path);
}

/** Restores variables of this process after each test of a suite. */
export function restoreVariables(...names: string[]): void {
  let before: (string | undefined)[] = [];
  beforeEach(() => (before = names.map((name) => process.env[name])));
  afterEach(() => {
    for (const [index, name] of names.entries()) {
      const value = before[index];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
}

export function writeText(file: string, text: string, mode = 0o644): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode });
  return file;
}

export const writeScript = (file: string, body: string): string =>
  writeText(file, `#!/bin/sh\n${body}\n`, 0o755);

/** A folder with an executable that says which version of Pulumi it is, and a host for Node.js. */
export function writeEngine(folder: string, version = "3.250.0", { host = true } = {}): string {
  if (host) {
    writeScript(join(folder, "pulumi-language-nodejs"), "exit 1");
  }
  return writeScript(join(folder, "pulumi"), `echo v${version}`);
}
