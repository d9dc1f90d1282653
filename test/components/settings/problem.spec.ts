import assert from "node:assert/strict";
import {
  type Problem,
  closest,
  listed,
  problemTexts,
  renderProblems,
  suggest,
} from "../../../components/settings/problem";

const problem = (path: string, given?: unknown): Problem => ({
  path,
  ...(given !== undefined && { given }),
  code: "wrong",
  data: {},
  problem: "is wrong",
  remedy: "write y",
});

describe("problemTexts", () => {
  const make = problemTexts({
    plain: ["is wrong", "write it"],
    "too-many": ({ most }: { most: number }, given) => [
      `has ${String(given)} of ${most}`,
      `keep ${most}`,
    ],
  });

  it("makes a problem's text from its data", () => {
    assert.deepEqual(make("plain", { path: "a" }), {
      path: "a",
      code: "plain",
      data: {},
      problem: "is wrong",
      remedy: "write it",
    });
    assert.deepEqual(make("too-many", { path: "a", given: 3 }, { most: 2 }), {
      path: "a",
      given: 3,
      code: "too-many",
      data: { most: 2 },
      problem: "has 3 of 2",
      remedy: "keep 2",
    });
    assert.deepEqual(make.codes, ["plain", "too-many"]);
  });
});

describe("renderProblems", () => {
  it("says where, what was given, what is wrong and what to do, for each problem", () => {
    const text = renderProblems(
      [problem("network.cidr", "x"), problem("aws:region")],
      "Pulumi.prod.yaml",
    );
    assert.equal(
      text,
      `Pulumi.prod.yaml has 2 problems; nothing was changed

  holdfast:network.cidr = "x"
    is wrong
    fix: write y

  aws:region
    is wrong
    fix: write y`,
    );
  });

  it("shows values as they are in YAML and JSON, so that text and numbers differ", () => {
    const shown = (given: unknown) =>
      renderProblems([problem("tags", given)], "file").split("\n")[2];
    assert.equal(shown("2"), '  holdfast:tags = "2"');
    assert.equal(shown(2), "  holdfast:tags = 2");
    assert.equal(shown(false), "  holdfast:tags = false");
    assert.equal(shown(["a", { b: 1 }]), '  holdfast:tags = ["a",{"b":1}]');
  });

  it("cuts long values to 80 characters", () => {
    const [, , line] = renderProblems([problem("tags", "v".repeat(300))], "file").split("\n");
    assert.equal(line, `  holdfast:tags = "${"v".repeat(78)}…`);
  });
});

describe("listed", () => {
  it("joins words as a sentence does", () => {
    assert.equal(listed([]), "");
    assert.equal(listed(["a"]), "a");
    assert.equal(listed(["a", "b"]), "a or b");
    assert.equal(listed([1, 2, 3], "and"), "1, 2 and 3");
  });
});

describe("closest", () => {
  const cases: [word: string, candidates: string[], expected: string | undefined][] = [
    ["gatway", ["gateways", "zone"], "gateways"],
    ["Gateways", ["gateways", "zone"], "gateways"],
    ["flow_logs", ["flowLogs"], "flowLogs"],
    ["zones", ["cidr", "availabilityZones"], "availabilityZones"],
    ["cidrBlock", ["cidr", "egress"], "cidr"],
    ["vpn", ["network", "addresses", "tags"], undefined],
    ["az", ["availabilityZones"], undefined],
    ["egress-c", ["egress-a", "egress-b"], undefined],
    ["anything", [], undefined],
  ];
  for (const [word, candidates, expected] of cases) {
    it(`takes ${word} for ${expected ?? "nothing"} of ${listed(candidates)}`, () => {
      assert.equal(closest(word, candidates), expected);
    });
  }
});

describe("suggest", () => {
  it("guesses, or points to the allowed words", () => {
    assert.equal(suggest("singel", ["single", "perAz"]), "did you mean single?");
    assert.equal(suggest("both", ["single", "perAz"]), "write one of these");
    assert.equal(suggest(3, ["single", "perAz"]), "write one of these");
  });
});
