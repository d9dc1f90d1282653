/**
 * Text from a program as it is, whatever it contains: no markup, no mention of anybody. A pull request can
 * come from a stranger, and the comment speaks with the repository's voice.
 */
export const literal = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_~[\]|#!]/g, "\\$&")
    .replaceAll("@", "@\u200b")
    .replaceAll("://", ":\u200b//");

/** A name as code. */
export const code = (text: string): string =>
  `\`${text.replaceAll(/\s+/g, " ").replaceAll("`", "'")}\``;

/** Lines as they are, in a block that nothing in them can end. */
export const block = (text: string): string[] => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return [fence, text, fence];
};

/** Lines that are shown when somebody asks for them. */
export const folded = (title: string, lines: readonly string[]): string[] => [
  `<details><summary>${title}</summary>`,
  "",
  ...lines,
  "",
  "</details>",
];
