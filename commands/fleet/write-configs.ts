import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { dump } from "js-yaml";
import { settingsFile } from "../../stack/stack-settings";
import type { Fleet } from "./file/read-fleet";

/** The first line of all files that this writes; identifies them. */
const MARK = "# Written by `npm run fleet -- write`: change";

/**
 * Writes Pulumi.<stack>.yaml for each stack into `folder`, for other tools that run Pulumi there, and returns
 * the file names.
 *
 * @throws {Error} naming every file that this command has not written; then no file is changed
 */
export function writeConfigs(
  folder: string,
  file: string,
  { stacks }: Pick<Fleet, "stacks">,
): string[] {
  const files = stacks.map(({ name, config }) => ({ name: settingsFile(name), config }));
  const foreign = files.filter(({ name }) => {
    const path = join(folder, name);
    return existsSync(path) && !readFileSync(path, "utf8").startsWith(MARK);
  });
  if (foreign.length > 0) {
    const names = foreign.map(({ name }) => name).join(", ");
    throw new Error(
      `${names}: not written by this command, so not overwritten: remove it, or rename the stack`,
    );
  }
  for (const { name, config } of files) {
    writeFileSync(join(folder, name), `${MARK} ${basename(file)}\n${dump({ config })}`);
  }
  return files.map(({ name }) => name);
}
