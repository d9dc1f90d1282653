import assert from "node:assert/strict";
import fc from "fast-check";
import { matches, planWaves } from "../../../../commands/fleet/file/plan-waves";

describe("planWaves", () => {
  const NAMES = ["canary", "eu-1", "eu-2", "us-1"];
  const waves = (patterns: string[][]) => Object.fromEntries(planWaves(NAMES, patterns).waveOf);

  it("puts all stacks into one wave where none is written", () => {
    assert.deepEqual(waves([]), { canary: 1, "eu-1": 1, "eu-2": 1, "us-1": 1 });
  });

  it("puts a stack into the first wave that names it, and else into a last one", () => {
    assert.deepEqual(waves([["canary"], ["eu-*", "canary"]]), {
      canary: 1,
      "eu-1": 2,
      "eu-2": 2,
      "us-1": 3,
    });
  });

  it("counts no wave whose stacks are all in earlier ones", () => {
    assert.deepEqual(waves([["*"], ["canary"]]), { canary: 1, "eu-1": 1, "eu-2": 1, "us-1": 1 });
    assert.deepEqual(waves([["canary"], ["canary"], ["*"]])["us-1"], 2);
  });

  it("fails when a pattern matches no stack", () => {
    assert.deepEqual(planWaves(NAMES, [["canari"], ["ap-*"]]).problems, [
      {
        path: "waves[0][0]",
        given: "canari",
        code: "wave-without-stack",
        data: { names: NAMES },
        problem: "matches no stack in the fleet file",
        remedy: "did you mean canary?",
      },
      {
        path: "waves[1][0]",
        given: "ap-*",
        code: "wave-without-stack",
        data: { names: NAMES },
        problem: "matches no stack in the fleet file",
        remedy: "remove it",
      },
    ]);
  });

  it("gives every stack one wave, numbered without gaps from 1", () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[ab]{1,3}$/), { minLength: 1 });
    const patterns = fc.array(fc.array(fc.stringMatching(/^[ab*]{1,3}$/), { maxLength: 3 }));
    fc.assert(
      fc.property(names, patterns, (all, given) => {
        const { waveOf } = planWaves(all, given);
        assert.deepEqual([...waveOf.keys()].sort(), [...all].sort());
        const used = [...new Set(waveOf.values())].sort((one, other) => one - other);
        assert.deepEqual(
          used,
          used.map((_, index) => index + 1),
        );
      }),
    );
  });
});

describe("matches", () => {
  it("takes * for any characters, and everything else as it is", () => {
    assert.ok(matches("eu-1", "eu-*"));
    assert.ok(matches("eu-1", "*"));
    assert.ok(matches("a.b", "a.b"));
    assert.ok(!matches("axb", "a.b"));
    assert.ok(!matches("eu-1", "eu-"));
    assert.ok(!matches("xeu-1", "eu-*"));
  });
});
