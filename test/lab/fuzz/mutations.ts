import fc from "fast-check";

/** What a smuggled request says of its client; HAProxy replaces it in every request that it reads itself. */
export const FORGED = "203.0.113.66";

const SMUGGLED = `GET /smuggled HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${FORGED}\r\n\r\n`;

const request = (head: string, body = ""): string => `${head}\r\n\r\n${body}`;

/**
 * Requests that two parsers have been known to read differently, and plain ones. Shapes after
 * https://portswigger.net/web-security/request-smuggling and RFC 9112, section 11.2.
 */
const REQUESTS: readonly string[] = [
  request("GET / HTTP/1.1\r\nHost: a"),
  request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5", "hello"),
  request("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n"),
  request(
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked",
    `0\r\n\r\n${SMUGGLED}`,
  ),
  request(
    `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: ${SMUGGLED.length}`,
    SMUGGLED,
  ),
  request(
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    `0\r\n\r\n${SMUGGLED}`,
  ),
  request(
    `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\nContent-Length: ${SMUGGLED.length}`,
    SMUGGLED,
  ),
  request(
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\x0bchunked\r\nContent-Length: 4",
    `0\r\n\r\n${SMUGGLED}`,
  ),
  request(
    `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: ${SMUGGLED.length}`,
    SMUGGLED,
  ),
  request(`GET / HTTP/1.1\r\nHost: a\r\nContent-Length: ${SMUGGLED.length}`, SMUGGLED),
  request(`POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked`, `0\r\n\r\n${SMUGGLED}`),
  request(
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked",
    `5;a=b\r\nhello\r\n0\r\nX-Trailer: 1\r\n\r\n`,
  ),
  request("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2", "ab"),
  request(
    `GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings, X-Forwarded-For\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nX-Forwarded-For: ${FORGED}`,
    SMUGGLED,
  ),
  request(`GET / HTTP/1.1\r\nHost: a\r\nX_Forwarded_For: ${FORGED}\r\nX-Padding: a\r\n b`),
  request(`GET http://b/ HTTP/1.1\r\nHost: a`, SMUGGLED),
];

const TOKENS: readonly string[] = [
  "\r\n",
  "\n",
  "\r",
  "\0",
  " ",
  "\t",
  "\x0b",
  "\x80",
  ":",
  ",",
  "chunked",
  "Transfer-Encoding: chunked\r\n",
  "Content-Length: 0\r\n",
  "Content-Length: +5\r\n",
  "0\r\n\r\n",
  "ffffffffffffffff1\r\n",
  `X: ${"a".repeat(20_000)}\r\n`,
  SMUGGLED,
];

/** Positions are parts of the whole, so that a mutation fits whatever the ones before it have left. */
type Mutation = (text: string) => string;

const at = (text: string, part: number): number => Math.floor(part * (text.length + 1));
const part = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(part, fc.constantFrom(...TOKENS)).map(
    ([where, token]): Mutation =>
      (text) =>
        text.slice(0, at(text, where)) + token + text.slice(at(text, where)),
  ),
  fc.tuple(part, fc.integer({ min: 0, max: 255 })).map(
    ([where, byte]): Mutation =>
      (text) =>
        text.slice(0, at(text, where)) +
        String.fromCharCode(byte) +
        text.slice(at(text, where) + 1),
  ),
  fc.tuple(part, fc.integer({ min: 1, max: 12 })).map(
    ([where, length]): Mutation =>
      (text) =>
        text.slice(0, at(text, where)) + text.slice(at(text, where) + length),
  ),
  fc.tuple(part, part, fc.integer({ min: 1, max: 60 })).map(
    ([from, to, length]): Mutation =>
      (text) =>
        text.slice(0, at(text, to)) +
        text.slice(at(text, from), at(text, from) + length) +
        text.slice(at(text, to)),
  ),
);

const SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";

/** Headers of the PROXY protocol by which a client says that it is another, version 1 and 2. */
const PROXY_HEADERS: readonly string[] = [
  `PROXY TCP4 ${FORGED} 127.0.0.1 1024 443\r\nhello`,
  "PROXY UNKNOWN\r\nhello",
  `${SIGNATURE}\x21\x11\0\x0c\xcb\0\x71\x42\x7f\0\0\x01\x04\0\x01\xbbhello`,
  `${SIGNATURE}\x20\0\0\0hello`,
  `${SIGNATURE}\x21\x11\xff\xff\xcb\0\x71\x42`,
];

/** One of the seeds, or what one to four mutations have made of it. The same ones for the same seed. */
const sample = (seeds: readonly string[], count: number, seed: number): Buffer[] => {
  const mutated = fc
    .tuple(fc.constantFrom(...seeds), fc.array(mutation, { maxLength: 4 }))
    .map(([seed, mutations]) => mutations.reduce((text, mutate) => mutate(text), seed));
  return fc.sample(mutated, { numRuns: count, seed }).map((text) => Buffer.from(text, "latin1"));
};

export const mutatedRequests = (count: number, seed: number): Buffer[] =>
  sample(REQUESTS, count, seed);

export const mutatedProxyHeaders = (count: number, seed: number): Buffer[] =>
  sample(PROXY_HEADERS, count, seed);
