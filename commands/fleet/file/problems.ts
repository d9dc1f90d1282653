import { closest, listed, problemTexts, suggest } from "../../../components/settings/problem";

const NAME_A_BASE =
  "name the configuration of a stack, such as Pulumi.prod.yaml, relative to this file";

export const fleetProblem = problemTexts({
  "matrix-name-twice": ({ name }: { name: string }) => [
    `gives two stacks the name ${name}`,
    "put every axis into the name",
  ],
  "fleet-empty": ["is empty, and so is the fleet", "write stacks, or a matrix"],
  "not-a-stack-name": [
    "is no name of a stack: letters, digits, hyphens, underscores and dots, at most 100",
    "choose another name",
  ],
  "unknown-placeholder": ({ name, known }: { name: string; known: readonly string[] }) => {
    const meant = closest(name, known);
    return [
      `refers to {${name}}, but the stack has ${listed(known, "and")}`,
      meant === undefined
        ? `give the stack a value ${name}, or take {${name}} out`
        : `did you mean {${meant}}?`,
    ];
  },
  "wave-without-stack": ({ names }: { names: readonly string[] }, given) => [
    "names no stack of the fleet",
    suggest(given, names, "take it out"),
  ],
  "base-missing": ({ file }: { file: string }) => [`is not there (${file})`, NAME_A_BASE],
  "base-encrypted": ["holds encrypted values, which only its own stack can decrypt", NAME_A_BASE],
  "base-without-config": ["has no config:", NAME_A_BASE],
  "base-unreadable": ({ error }: { error: string }) => [`cannot be read: ${error}`, NAME_A_BASE],
  "adopted-by-other-stack": ({ name, owner }: { name: string; owner: string }) => [
    `is adopted by ${owner} already, and an address has one stack`,
    `take it out of ${name} or of ${owner}`,
  ],
});
