import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/**
 * A hash of everything that an image is made from: every file below some folders, by path and content, and the
 * variables of the build. It is the same on every machine, independent of the order of files.
 */
export function imageHash(
  folders: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, unknown>>,
): string {
  const hash = createHash("sha256");
  for (const [name, folder] of Object.entries(folders).sort()) {
    for (const file of filesBelow(folder)) {
      const path = relative(folder, file).replaceAll("\\", "/");
      const content = readFileSync(file);
      hash.update(`${name}/${path}\0${content.length}\0`).update(content);
    }
  }
  const sorted = Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash.update(JSON.stringify(sorted)).digest("hex").slice(0, 16);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
}
