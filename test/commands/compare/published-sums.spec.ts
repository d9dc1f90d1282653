import assert from "node:assert/strict";
import { publishedSums } from "../../../commands/compare/published-sums";

describe("publishedSums", () => {
  it("are exact, with what public IPv4 addresses cost today beside", () => {
    assert.deepEqual(
      publishedSums("us-east-1").map(({ said, exactly, publicIpv4 }) => [
        said,
        exactly,
        publicIpv4,
      ]),
      [
        ["33", "32.85", "3.65"],
        ["66", "65.70", "7.30"],
        ["15", "14.60", "0.00"],
        ["60", "58.40", "0.00"],
        ["225", "219.00", "0.00"],
        ["0", "0.00", "0.00"],
        ["220 of 744 hours", "220 of 744 hours", "3.72"],
      ],
    );
  });

  it("have the prices of the region", () => {
    assert.deepEqual(
      publishedSums("eu-west-1").map(({ exactly }) => exactly),
      ["35.04", "70.08", "16.06", "64.24", "240.90", "0.00", "220 of 744 hours"],
    );
  });

  it("are none when the book has no such prices", () => {
    assert.deepEqual(publishedSums("moon-1"), []);
  });
});
