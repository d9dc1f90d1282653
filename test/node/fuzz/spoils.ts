import { gzipSync } from "node:zlib";
import fc from "fast-check";

/** A response to a program. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
  /** The connection breaks in the middle of the body, or nothing comes after that. */
  readonly ends?: "broken" | "stalled";
}

/** The request, and responses to other requests. */
export interface Asked {
  readonly of: "metadata" | "aws";
  readonly before: readonly Buffer[];
  /** Ids of things that are another's, by the beginning of their ids. */
  readonly others: Readonly<Record<string, string>>;
}

/** A way to corrupt a response. */
export interface Spoil {
  readonly what: string;
  /** What comes is well formed, and says of EC2 what is not so. Nothing in it shows that. */
  readonly lies?: boolean;
  readonly apply: (answer: Answer, asked: Asked) => Answer;
}

export const FORGED = "level=info program=forged node=forged action=forged";

const PAGES = [
  "<html><head><title>Welcome</title></head><body>Log in to\nthis network</body></html>",
  "<!DOCTYPE html>\n<html><body><h1>502 Bad Gateway</h1><hr>nginx</body>\n",
  '<?xml version="1.0" encoding="iso-8859-1"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>\n',
];

const ERROR =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>Unavailable</Code>' +
  "<Message>Try again</Message></Error></Errors><RequestID>1</RequestID></Response>";

/** Positions are parts of the whole, as a spoil is made before the answer is known. */
const part = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (body: Buffer, place: number): number => Math.floor(place * body.length);

const bodies = (what: string, change: (body: Buffer, asked: Asked) => Buffer, lies = false) => ({
  what,
  lies,
  apply: (answer: Answer, asked: Asked): Answer => ({
    ...answer,
    body: change(answer.body, asked),
  }),
});

const insert = (body: Buffer, place: number, text: string): Buffer =>
  Buffer.concat([
    body.subarray(0, at(body, place)),
    Buffer.from(text, "latin1"),
    body.subarray(at(body, place)),
  ]);

const utf16 = (body: Buffer): Buffer => Buffer.from(`\ufeff${body.toString()}`, "utf16le");

/** Another answer in place of this one. Of metadata, which has one answer to each question, one to another. */
function replaced(place: number, body: Buffer, { before }: Asked): Buffer {
  const different = before.filter((one) => !one.equals(body));
  return (
    different[Math.floor(place * different.length)] ?? PAGES.map((page) => Buffer.from(page))[0]!
  );
}

/** Exchanges what two elements hold. */
function exchanged(first: number, second: number, body: Buffer, { of }: Asked): Buffer {
  const text = body.toString();
  const leaves = [...text.matchAll(/>([^<>\s][^<>]*)<\//g)];
  const [one, two] = [first, second]
    .map((place) => leaves[Math.floor(place * leaves.length)])
    .sort((left, right) => (left?.index ?? 0) - (right?.index ?? 0));
  if (of === "metadata" || !one || !two || one === two) return insert(body, first, "<>");
  return Buffer.from(
    `${text.slice(0, one.index)}>${two[1]}</${text.slice(one.index + one[0].length, two.index)}` +
      `>${one[1]}</${text.slice(two.index + two[0].length)}`,
  );
}

/** Names what is another's. Of what is the node's own, metadata is all that a node has to go by. */
function renamed(body: Buffer, { of, others }: Asked): Buffer {
  if (of === "metadata") return body.subarray(0, body.length / 2);
  return Buffer.from(
    body
      .toString()
      .replace(
        /\b(i|eipalloc|eni|rtb)-[0-9a-f]{8,17}\b/g,
        (id, kind: string) => others[kind] ?? id,
      ),
  );
}

export const spoil: fc.Arbitrary<Spoil> = fc.oneof(
  {
    weight: 8,
    arbitrary: part.map((cut) => bodies("cut", (body) => body.subarray(0, at(body, cut)))),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom(...PAGES).map((page) => bodies("page", () => Buffer.from(page))),
  },
  { weight: 3, arbitrary: fc.constant(bodies("empty", () => Buffer.alloc(0))) },
  {
    weight: 6,
    arbitrary: fc.oneof(
      fc.constant(bodies("UTF-16", utf16)),
      fc.constant(bodies("byte order mark", (body) => insert(body, 0, "\xef\xbb\xbf"))),
      fc.constant(bodies("gzip", (body) => gzipSync(body))),
      part.map((place) => bodies("no UTF-8", (body) => insert(body, place, "\xff\x80\xe4"))),
    ),
  },
  {
    weight: 4,
    arbitrary: part.map((place) => bodies("NUL", (body) => insert(body, place, "\0\0"))),
  },
  {
    weight: 4,
    arbitrary: part.map((place) =>
      bodies("log line", (body) => insert(body, place, `\n${FORGED}\n`)),
    ),
  },
  {
    weight: 1,
    arbitrary: part.map((place) =>
      bodies("huge", (body) => insert(body, place, "a".repeat(200_000))),
    ),
  },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom(301, 400, 401, 403, 404, 429, 500, 503)
      .map((status) => ({ what: `${status}`, apply: (answer: Answer) => ({ ...answer, status }) })),
  },
  { weight: 4, arbitrary: fc.constant(bodies("error as 200", () => Buffer.from(ERROR))) },
  {
    weight: 3,
    arbitrary: fc.constant<Spoil>({
      what: "broken",
      apply: (answer) => ({ ...answer, ends: "broken" }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Spoil>({
      what: "stalled",
      apply: (answer) => ({ ...answer, ends: "stalled" }),
    }),
  },
  { weight: 4, arbitrary: fc.constant(bodies("another's ids", renamed, true)) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(part, part)
      .map(([one, two]) =>
        bodies("fields exchanged", (body, asked) => exchanged(one, two, body, asked), true),
      ),
  },
  {
    weight: 4,
    arbitrary: part.map((place) =>
      bodies("another answer", (body, asked) => replaced(place, body, asked), true),
    ),
  },
);
