import fc from "fast-check";

/** Tokens with a special meaning in shells, YAML, systemd, HAProxy or keepalived. */
const TOKENS: readonly string[] = [
  ..."\n\r\t\0\x1b\x7f\x85\u2028\ufeff'\"`\\$#%;&|<>{}()[]!*?~=,:@ -",
  "\r\n",
  "$(touch canary)",
  "`touch canary`",
  "${HOME}",
  "%[src]",
  "%n",
  " #",
  "\nExecStartPre=/bin/touch canary",
  "\rExecStartPre=/bin/touch canary",
  "\n    bind :1",
  "\nEND\ntouch canary\n",
  "'; touch canary; '",
  '"; touch canary; "',
  " } or { always_true",
  "-f /etc/passwd",
  "--",
  "-i",
  "||",
  "\\n",
  "é",
  "😀",
];

const part = fc.double({ min: 0, max: 1, noNaN: true });

/** Some of the tokens, in a text or alone. */
export const hostile = (plain: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 3 }).map((all) => all.join("")),
    fc.tuple(fc.constantFrom(...TOKENS), part).map(([token, place]) => {
      const at = Math.round(place * plain.length);
      return plain.slice(0, at) + token + plain.slice(at);
    }),
    fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 12 }),
    fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
  );
