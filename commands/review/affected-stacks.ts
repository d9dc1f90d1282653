import { settingsFile, stackOfFile } from "../../stack/stack-settings";

/** Folders and files that no stack depends on. All others may affect stacks. */
const WITHOUT_EFFECT = [
  ".ci/",
  ".github/",
  "bench/",
  "commands/",
  "components/LICENSE",
  "components/package.json",
  "docs/",
  "examples/",
  "node/container/",
  "provider/",
  "simulator/",
  "template/",
  "test/",
];

/** Files in the top folder that stacks depend on: programs, the project, and the dependencies. */
const PROGRAM = /^(?!eslint\.config)[^./][^/]*\.[cm]?[jt]s$|^Pulumi\.yaml$|^package-lock\.json$/;

/** The names of the stacks whose Pulumi.<name>.yaml is among some files. */
export const stacksIn = (files: readonly string[]): string[] =>
  files.flatMap((file) => stackOfFile(file) ?? []).sort();

/** Whether a changed file can change every stack. */
export const changesAll = (file: string): boolean =>
  stackOfFile(file) === undefined &&
  (file.includes("/") || PROGRAM.test(file)) &&
  !WITHOUT_EFFECT.some((folder) => file.startsWith(folder)) &&
  !file.endsWith(".md");

/** Whether any changed file can affect a stack: those of the program, or its own configuration. */
export const isAffected = (stack: string, changed: readonly string[]): boolean =>
  changed.some((file) => changesAll(file) || file === settingsFile(stack));
