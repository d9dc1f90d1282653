import { settingsFile, stackOfFile } from "../../stack/stack-settings";

/** Folders and files that no stack is made from: changing them changes no stack. Anything else may. */
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
  "test/",
];

/** Files in the top folder that stacks are made from: programs, the project, and what is installed. */
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

/** Whether some changed files can change a stack: those of the program, or its own configuration. */
export const isAffected = (stack: string, changed: readonly string[]): boolean =>
  changed.some((file) => changesAll(file) || file === settingsFile(stack));
