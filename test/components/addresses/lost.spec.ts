import assert from "node:assert/strict";
import { reportLost } from "../../../components/addresses/lost";

const LOST = [
  { key: "entry-b1", publicIp: "203.0.113.8" },
  { key: "entry-a1", publicIp: "203.0.113.7" },
];

describe("reportLost", () => {
  it("refuses to lose protected addresses, all in one problem", () => {
    const { problems, notices } = reportLost(LOST, { protect: true, allowRelease: ["egress-c"] });
    assert.deepEqual(notices, []);
    assert.deepEqual(problems, [
      {
        path: "addresses.allowRelease",
        given: ["egress-c"],
        code: "address-released",
        data: {
          keys: ["entry-a1", "entry-b1"],
          publicIps: ["203.0.113.7", "203.0.113.8"],
          allowed: ["egress-c"],
        },
        problem:
          "LOST: entry-a1, entry-b1. Clients that use only these addresses lose access. AWS does not return a released address: 203.0.113.7 and 203.0.113.8",
        remedy:
          "keep the resources that need them, or allow the release: holdfast:addresses.allowRelease: [egress-c, entry-a1, entry-b1]",
      },
    ]);
  });

  it("warns in the same words where nothing is protected", () => {
    const { problems, notices } = reportLost(LOST, { protect: false, allowRelease: [] });
    assert.deepEqual(problems, []);
    assert.deepEqual(notices, [
      "LOST: entry-a1, entry-b1. Clients that use only these addresses lose access. Keep the resources that need them, or allow the release: holdfast:addresses.allowRelease: [entry-a1, entry-b1]",
    ]);
  });

  it("says nothing where nothing is lost", () => {
    assert.deepEqual(reportLost([], { protect: true, allowRelease: [] }), {
      problems: [],
      notices: [],
    });
  });
});
