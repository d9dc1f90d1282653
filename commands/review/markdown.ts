/**
 * Escapes text from a program: no markup, no mentions. Anyone can open a pull request, but the comment is
 * posted with the repository's identity.
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

/** Lines as a code block, with a fence that none of them can end. */
export const block = (text: string): string[] => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return [fence, text, fence];
};

/** Folded lines. */
export const folded = (title: string, lines: readonly string[]): string[] => [
  `<details><summary>${title}</summary>`,
  "",
  ...lines,
  "",
  "</details>",
];
