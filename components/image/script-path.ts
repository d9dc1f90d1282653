import { existsSync } from "node:fs";
import { join, relative } from "node:path";

/** A path relative to where the engine runs commands, so that another checkout has no difference to show. */
export const fromHere = (path: string): string =>
  relative(process.cwd(), path).replaceAll("\\", "/");

/** Where a script of this folder is, wherever this code was bundled to. */
export function scriptPath(file: string): string {
  const bundled = join(__dirname, "components/image", file);
  return fromHere(existsSync(bundled) ? bundled : join(__dirname, file));
}
