import { closest, listed, problemTexts } from "../settings/problem";

export const configProblem = problemTexts({
  "missing-region": [
    "is missing",
    "choose where the addresses live: pulumi config set aws:region us-east-1",
  ],
  "not-a-region": ["is not the name of an AWS region", "write a name such as us-east-1"],
  "zone-for-region": ({ region }: { region: string }) => [
    "is an availability zone, not a region",
    `write ${region}`,
  ],
  "unknown-section": ({ section, known }: { section: string; known: readonly string[] }) => {
    const meant = closest(section.replace(/^holdfast:/, ""), known);
    return [
      `is not a section of the configuration, which has ${listed(known, "and")}`,
      meant === undefined ? "take it out" : `did you mean holdfast:${meant}?`,
    ];
  },
  "secret-section": [
    "contains a secret, but its values end up in plain text in AWS",
    "set it without --secret, and keep secrets out of it",
  ],
  "not-json": [
    "looks like JSON and cannot be read as such",
    "write it as a map in the file, or fix the JSON",
  ],
});
