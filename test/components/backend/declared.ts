import type { Recording } from "../../support/recorder";

/** What is declared, by type and name: ids, which differ in each account, as names of what has them. */
export function declared({ recording }: { readonly recording: Recording }): Map<string, string> {
  const known = recording.resources.flatMap(({ type, name, outputs }) =>
    ["id", "arn", "arnSuffix", "dnsName", "publicIp", "name", "publicDefaultScopeId"].flatMap(
      (key) => {
        const value = outputs[key];
        if (typeof value !== "string" || value === "") return [];
        // Of names only those that have a part that is made up.
        if (key === "name" && !/-[0-9a-f]{7}$/.test(value)) return [];
        return [[value, `${key} of ${type} ${name}`] as const];
      },
    ),
  );
  // An ARN before the id that is part of it.
  known.sort(([one], [other]) => other.length - one.length);
  return new Map(
    recording.resources.map(({ type, name, inputs }) => {
      let text = JSON.stringify(inputs);
      for (const [value, meaning] of known) text = text.replaceAll(value, meaning);
      return [`${type} ${name}`, text];
    }),
  );
}
