/** A line of haproxy.cfg in its words, after HAProxy's rules of quoting. https://docs.haproxy.org/2.6/configuration.html#2.2 */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (quote === "'" && character !== "'") word += character;
    else if (character === "\\") word = (word ?? "") + (line[++at] ?? "");
    else if (character === quote) quote = "";
    else if (quote === "" && (character === "'" || character === '"')) {
      quote = character;
      word ??= "";
    } else if (quote === "" && character === "#") break;
    else if (quote === "" && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + character;
  }
  if (quote !== "") throw new Error(`the quotation does not end: ${line}`);
  return word === undefined ? words : [...words, word];
}

/** Directives of haproxy.cfg, each as its words. */
export const directivesOf = (config: string): string[][] =>
  config
    .split(/[\n\r]/)
    .map(wordsOf)
    .filter(({ length }) => length > 0);

/**
 * What HAProxy reads in a directive as its own, not as a value: the brackets of conditions, and what looks like a flag of
 * a match before `--`.
 */
export const syntaxOf = (words: readonly string[]): string[] => {
  const isValue = (at: number): boolean => words[at - 1] === "--";
  return words.filter((word, at) => word === "}" || (word.startsWith("-") && !isValue(at)));
};
