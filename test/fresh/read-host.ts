import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { findOnPath } from "../../commands/shared/engine/inspect";
import type { Host, Program } from "./brought-along";
import { GO_SETTINGS, NPM_SETTINGS } from "./variables";

/** Reads the host's data for a bare machine. */
export function readHost(codename: string): Host {
  const go = readGo();
  return {
    codename,
    node: { path: realpathSync(process.execPath), version: process.versions.node },
    npm: readNpm(),
    ...(go && { go }),
    npmSettings: Object.fromEntries(NPM_SETTINGS.map((name) => [name, npmSetting(name)])),
    env: process.env,
    aptFiles: readAptFiles("/etc/apt"),
    aptSettings: output("apt-config", ["dump"]),
    read: (path) => (existsSync(path) ? readFileSync(path, "utf8") : undefined),
  };
}

/** The npm on the PATH: a link to bin/npm-cli.js in its folder. */
function readNpm(): Program {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const command = folders.map((folder) => join(folder, "npm")).find(existsSync);
  if (command === undefined) throw new Error("there is no npm on the PATH");
  const path = dirname(dirname(realpathSync(command)));
  const manifest = join(path, "package.json");
  if (!existsSync(manifest)) throw new Error(`${command} does not link to the folder of npm`);
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  return { path, version };
}

function npmSetting(name: string): string {
  const value = output("npm", ["config", "get", name]);
  return value === "null" || value === "undefined" ? "" : value;
}

function readGo(): Host["go"] {
  const go = findOnPath("go", process.env["PATH"] ?? "");
  if (go === undefined) return undefined;
  const names = ["GOROOT", "GOVERSION", ...GO_SETTINGS];
  const read = JSON.parse(output(go, ["env", "-json", ...names])) as Record<string, string>;
  const { GOROOT: path = "", GOVERSION: version = "", ...settings } = read;
  return { path, version: version.replace(/^go/, ""), settings };
}

/** apt's files of sources, in the order in which apt reads them. */
export function readAptFiles(folder: string): Record<string, string> {
  const parts = join(folder, "sources.list.d");
  const names = existsSync(parts) ? readdirSync(parts).sort() : [];
  const files = [
    join(folder, "sources.list"),
    ...names.filter((name) => /\.(list|sources)$/.test(name)).map((name) => join(parts, name)),
  ];
  return Object.fromEntries(
    files.filter(existsSync).map((file) => [file, readFileSync(file, "utf8")]),
  );
}

const output = (command: string, args: readonly string[]): string =>
  execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
