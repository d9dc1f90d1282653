import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { holdsEncrypted, settingsFile, stackOfFile } from "../../stack/stack-settings";
import { stateFile } from "./state-file";

/** Settings of the stack's secrets provider in its real backend, for which a local run has no key. */
const SECRETS_SETTING = /^(secretsprovider|encryptedkey|encryptionsalt):.*\n?/gm;

/**
 * The block `environment:` of a stack's file, which names environments of Pulumi ESC. Only Pulumi Cloud opens them: any
 * other backend refuses the whole file.
 */
const ENVIRONMENT = /^environment:.*(?:\r?\n(?![^\s#-]).*)*(?:\r?\n)?/m;

/** The names of the stacks for which a project has a Pulumi.<name>.yaml. */
export function stackNames(root: string): string[] {
  return readdirSync(root)
    .flatMap((name) => stackOfFile(name) ?? [])
    .sort();
}

/** The project's name as Pulumi.yaml has it. */
export function projectName(root: string): string {
  const name = /^name:\s*([\w.-]+)/m.exec(readFileSync(join(root, "Pulumi.yaml"), "utf8"))?.[1];
  if (!name) {
    throw new Error(`${join(root, "Pulumi.yaml")} has no name`);
  }
  return name;
}

/** Whether the file backend below a local home has a stack. */
export function stackExists(home: string, project: string, stack: string): boolean {
  return existsSync(stateFile(home, project, stack));
}

/**
 * Writes a Pulumi.yaml that runs the program of `root`, by default the folder itself, from another folder.
 * The engine writes to the stack files next to it, and deletes them with their stack, so that those of `root`
 * are not changed.
 */
export function writeProject(root: string, folder: string): void {
  const text = readFileSync(join(root, "Pulumi.yaml"), "utf8");
  const moved = `main: ${JSON.stringify(mainOf(root, text))}`;
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    MAIN.test(text) ? text.replace(MAIN, () => moved) : `${text.trimEnd()}\n${moved}\n`,
  );
}

/** The folder in which the engine runs the program of `root` and its commands. */
export function mainFolder(root: string): string {
  const main = mainOf(root, readFileSync(join(root, "Pulumi.yaml"), "utf8"));
  return statSync(main, { throwIfNoEntry: false })?.isDirectory() ? main : dirname(main);
}

const MAIN = /^main: *(.*)$/m;

/** The program's file or folder by a project's Pulumi.yaml; by default its own folder. */
function mainOf(root: string, text: string): string {
  const entry = MAIN.exec(text)?.[1]?.trim() ?? "";
  return resolve(root, entry.replace(/^(["'])(.*)\1$/, "$2"));
}

/**
 * Copies a stack's config from `root` to the folder of a local project and returns the copy's path.
 * Throws if there is no such config, or if it holds values that only its real backend can decrypt. The copy lacks the
 * stack's secrets provider and its environments of Pulumi ESC.
 *
 * @param options.needsConfig false: a program without any such file has an empty config
 */
export function copyStackConfig(
  root: string,
  folder: string,
  stack: string,
  { needsConfig = true }: { readonly needsConfig?: boolean } = {},
): string {
  const source = join(root, settingsFile(stack));
  const copy = join(folder, settingsFile(stack));
  if (!existsSync(source)) {
    if (!needsConfig && stackNames(root).length === 0) {
      writeFileSync(copy, "config: {}\n");
      return copy;
    }
    const names = stackNames(root).join(", ") || "none";
    throw new Error(
      `stack "${stack}" has no ${settingsFile(stack)}; stacks with one: ${names}. ` +
        `Choose one with --stack, or write ${settingsFile(stack)} first`,
    );
  }
  const text = readFileSync(source, "utf8");
  if (holdsEncrypted(text)) {
    throw new Error(
      `${settingsFile(stack)} holds encrypted values (secure:), which only its real backend can ` +
        "decrypt: put plain values for local runs into another file and pass it with --config-file",
    );
  }
  writeFileSync(copy, text.replace(SECRETS_SETTING, "").replace(ENVIRONMENT, ""));
  return copy;
}

/** Whether a stack's file in `root` names environments of Pulumi ESC, which a local run leaves out. */
export function namesEnvironments(root: string, stack: string): boolean {
  const file = join(root, settingsFile(stack));
  return existsSync(file) && ENVIRONMENT.test(readFileSync(file, "utf8"));
}

/** The configs of all stacks of a project, by stack. */
export function readStackConfigs(root: string): ReadonlyMap<string, string> {
  const read = (stack: string): string => readFileSync(join(root, settingsFile(stack)), "utf8");
  return new Map(stackNames(root).map((stack) => [stack, read(stack)]));
}

/**
 * Restores the secrets provider of a project's configs after a command of the local engine, which writes its
 * own into each config. If the command encrypted a value, it restores the config and throws: only the local
 * engine could decrypt the value.
 */
export function restoreSecretsProviders(root: string, before: ReadonlyMap<string, string>): void {
  for (const [stack, text] of readStackConfigs(root)) {
    const old = before.get(stack) ?? "";
    const write = (restored: string): void =>
      writeFileSync(join(root, settingsFile(stack)), restored);
    if (holdsEncrypted(text) && !holdsEncrypted(old)) {
      write(old);
      throw new Error(
        `${settingsFile(stack)} is unchanged: a local run cannot set secrets. ` +
          "Set them with `pulumi config set --secret` and the stack's real backend",
      );
    }
    const settings = (config: string): string => (config.match(SECRETS_SETTING) ?? []).join("");
    if (settings(text) !== settings(old)) {
      write(text.replace(SECRETS_SETTING, "") + settings(old));
    }
  }
}
