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

/** Files in the top folder that no stack is made from. What is installed is in package-lock.json. */
const TOOLING =
  /^(\.[^/]+|[^/]+\.md|LICENSE|package\.json|tsconfig(\.build)?\.json|eslint\.config\.mjs|holdfast\.schema\.json)$/;

/** The names of the stacks whose Pulumi.<name>.yaml is among some files. */
export const stacksIn = (files: readonly string[]): string[] =>
  files.flatMap((file) => stackOfFile(file) ?? []).sort();

/** Whether a changed file can change every stack. */
export const changesAll = (file: string): boolean =>
  stackOfFile(file) === undefined &&
  !TOOLING.test(file) &&
  !WITHOUT_EFFECT.some((folder) => file.startsWith(folder)) &&
  !file.endsWith(".md");

/** Whether some changed files can change a stack: those of the program, or its own configuration. */
export const isAffected = (stack: string, changed: readonly string[]): boolean =>
  changed.some((file) => changesAll(file) || file === settingsFile(stack));
