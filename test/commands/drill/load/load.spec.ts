import assert from "node:assert/strict";
import { parseSample } from "../../../../commands/drill/load/load";

const line = (more: object): string =>
  JSON.stringify({
    attack: "",
    seq: 3,
    code: 200,
    timestamp: "2026-11-21T18:00:00.5Z",
    latency: 2_500_000,
    bytes_out: 0,
    bytes_in: 20,
    error: "",
    body: null,
    ...more,
  });

describe("a sample of the load", () => {
  it("has what answered, and through which node", () => {
    const body = Buffer.from("green i-0123 10.20.0.5\n").toString("base64");
    assert.deepEqual(parseSample(line({ body })), {
      at: Date.parse("2026-11-21T18:00:00.5Z"),
      milliseconds: 2.5,
      status: 200,
      error: "",
      color: "green",
      node: "10.20.0.5",
    });
  });

  for (const [error, shown] of [
    [
      'Get "https://static.example.com/": dial tcp 203.0.113.3:443: connect: connection refused',
      "connection refused",
    ],
    [
      'Get "https://static.example.com/": context deadline exceeded (Client.Timeout exceeded)',
      "no answer in time",
    ],
    ['Get "https://static.example.com/": EOF', "connection closed"],
    [
      'Get "https://static.example.com/": read tcp 1.2.3.4:1->5.6.7.8:2: read: connection reset by peer',
      "connection reset",
    ],
  ] as const) {
    it(`names "${shown}" without addresses`, () => {
      assert.equal(parseSample(line({ code: 0, error })).error, shown);
    });
  }

  it("has failed with another status than 200, and is of no colour then", () => {
    const { status, error, color } = parseSample(
      line({ code: 503, error: "503 Service Unavailable" }),
    );
    assert.deepEqual([status, error, color], [503, "503 Service Unavailable", ""]);
  });
});
