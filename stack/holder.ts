/** What has an address, by the inventory's tag, without remarks; empty if the tag is missing. */
export const holderIn = (tags: Readonly<Record<string, string>>): string =>
  (tags["holdfast:holder"] ?? "").replaceAll(/ \+\S+/g, "");
