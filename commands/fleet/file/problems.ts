import { closest, listed, problemTexts, suggest } from "../../../components/settings/problem";

const NAME_A_BASE =
  "name the configuration of a stack, such as Pulumi.prod.yaml, relative to this file";

export const fleetProblem = problemTexts({
  "matrix-name-twice": ({ name }: { name: string }) => [
    `gives two stacks the name ${name}`,
    "use every axis in the name",
  ],
  "fleet-empty": ["is empty, so the fleet has no stacks", "write stacks, or a matrix"],
  "not-a-stack-name": [
    "is not a valid stack name: 1 to 100 letters, digits, hyphens, underscores and dots",
    "choose another name",
  ],
  "unknown-placeholder": ({ name, known }: { name: string; known: readonly string[] }) => {
    const meant = closest(name, known);
    return [
      `refers to {${name}}, but the stack has ${listed(known, "and")}`,
      meant === undefined
        ? `give the stack a value ${name}, or remove {${name}}`
        : `did you mean {${meant}}?`,
    ];
  },
  "wave-without-stack": ({ names }: { names: readonly string[] }, given) => [
    "matches no stack in the fleet file",
    suggest(given, names, "remove it"),
  ],
  "base-missing": ({ file }: { file: string }) => [`does not exist (${file})`, NAME_A_BASE],
  "base-encrypted": ["has encrypted values, which only its own stack can decrypt", NAME_A_BASE],
  "base-without-config": ["has no config:", NAME_A_BASE],
  "base-unreadable": ({ error }: { error: string }) => [`cannot be read: ${error}`, NAME_A_BASE],
  "adopted-by-other-stack": ({ name, owner }: { name: string; owner: string }) => [
    `is already adopted by ${owner}, and an address belongs to one stack`,
    `remove it from ${name} or from ${owner}`,
  ],
});
