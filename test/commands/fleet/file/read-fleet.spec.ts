import assert from "node:assert/strict";
import { join } from "node:path";
import { FleetRefusal, readFleet } from "../../../../commands/fleet/file/read-fleet";
import { ROOT } from "../../../../commands/local/session";
import { temporaryFolder, writeText } from "../../local/fakes";

const BASE = `config:
  aws:region: us-east-1
  holdfast:network: { cidr: 10.0.0.0/16 }
`;

describe("readFleet", () => {
  const at = temporaryFolder();
  const read = (text: string, base = BASE) => {
    writeText(at("Pulumi.base.yaml"), base);
    return readFleet(writeText(at("fleet.yaml"), text));
  };
  /** The message of a refusal, without the folder. */
  const refusal = (text: string, base?: string): string => {
    try {
      read(text, base);
    } catch (error) {
      return (error as Error).message.replaceAll(at(), "");
    }
    return assert.fail("was not refused");
  };

  const codes = (text: string, base?: string): string[] => {
    try {
      read(text, base);
    } catch (error) {
      if (error instanceof FleetRefusal) return error.problems.map(({ code }) => code);
    }
    return [];
  };

  it("reads stacks by wave, and in a wave as they are written", () => {
    const { stacks, errorBudget, parallel } = read(`
base: Pulumi.base.yaml
matrix: { name: "{a}", axes: { a: [one, two, three] } }
waves: [[three]]
errorBudget: 2
parallel: 4
`);
    assert.deepEqual(
      stacks.map(({ name, wave }) => [name, wave]),
      [
        ["three", 1],
        ["one", 2],
        ["two", 2],
      ],
    );
    assert.deepEqual([errorBudget, parallel], [2, 4]);
    assert.deepEqual(stacks[0]!.config, {
      "aws:region": "us-east-1",
      "holdfast:network": { cidr: "10.0.0.0/16" },
    });
  });

  it("fails with everything that is wrong with the file's shape", () => {
    assert.equal(
      refusal(
        "wave: [[a]]\nbase: [x]\nstacks: { a: { values: { b: {} } } }\nparallel: 0\nerrorBudget: 1.5",
      ),
      `/fleet.yaml has 5 problems; nothing was changed

  wave = [["a"]]
    is not a setting: fleet has base, config, matrix, stacks, waves, parallel and errorBudget
    fix: did you mean waves?

  base = ["x"]
    must be text
    fix: write a single text

  stacks.a.values.b = {}
    must be text, a number, or true or false
    fix: write a value such as eu-west-1 or 20

  parallel = 0
    must be a whole number from 1 on
    fix: write a number such as 4

  errorBudget = 1.5
    must be a whole number from 0 on
    fix: write a number such as 2`,
    );
  });

  it("fails for a file that does not exist, is not YAML, or is not a map", () => {
    assert.throws(() => readFleet(at("none.yaml")), /none\.yaml does not exist: name .* --file/);
    assert.match(refusal("base: ["), /^\/fleet\.yaml cannot be read: /);
    assert.match(refusal("- a"), /must be a map of settings/);
    assert.match(refusal("stacks: { a: {} }"), /base\n {4}is missing/);
  });

  it("fails for aliases that expand a file, or a base, beyond measure", () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const part = level === 0 ? "x" : `*l${level - 1}`;
      return `l${level}: &l${level} [${Array(10).fill(part).join(", ")}]`;
    });
    assert.match(refusal(levels.join("\n")), /^\/fleet\.yaml cannot be read: aliases .* expand it/);
    const base = ["config:", ...levels.map((level) => `  ${level}`)].join("\n");
    const text = "base: Pulumi.base.yaml\nstacks: { b: {} }";
    assert.match(
      refusal(text, base),
      /Pulumi\.base\.yaml"\n {4}cannot be read: aliases .* expand it/,
    );
    assert.deepEqual(codes(text, base), ["base-unreadable"]);
  });

  it("fails for bases that do not exist, or with encrypted values", () => {
    const text = "base: Pulumi.base.yaml\nstacks: { a: { base: none.yaml }, b: {} }";
    const secret = "config:\n  x:\n    secure: abc\n";
    assert.equal(
      refusal(text, secret),
      `/fleet.yaml has 2 problems; nothing was changed

  base = "Pulumi.base.yaml"
    has encrypted values, which only its own stack can decrypt
    fix: name the configuration of a stack, such as Pulumi.prod.yaml, relative to this file

  stacks.a.base = "none.yaml"
    does not exist (/none.yaml)
    fix: name the configuration of a stack, such as Pulumi.prod.yaml, relative to this file`,
    );
    assert.deepEqual(codes(text, secret), ["base-encrypted", "base-missing"]);
    assert.deepEqual(codes("base: Pulumi.base.yaml\nstacks: { b: {} }", "x: 1"), [
      "base-without-config",
    ]);
  });

  it("fails when the program would refuse a stack, once for all that have the same problem", () => {
    assert.equal(
      refusal(`
base: Pulumi.base.yaml
config: { "holdfast:network": { cird: 10.0.0.0/16 } }
matrix: { name: "s{a}", axes: { a: [1, 2, 3, 4, 5] } }
stacks: { s1: { config: { "aws:region": mars } } }
`),
      `/fleet.yaml has 2 problems; nothing was changed

  s1: aws:region = "mars"
    must be the name of an AWS region
    fix: write a name such as us-east-1

  s1, s2, s3 and 2 more: holdfast:network.cird = "10.0.0.0/16"
    is not a setting: network has cidr, availabilityZones, egress, flowLogs and existing
    fix: did you mean cidr?`,
    );
  });

  it("fails when two stacks adopt one address", () => {
    const adopt =
      "config: { holdfast:addresses: { adopt: { egress-a: eipalloc-0123456789abcdef0 } } }";
    const text = `base: Pulumi.base.yaml\n${adopt}\nstacks: { a: {}, b: {} }`;
    assert.deepEqual(codes(text), ["adopted-by-other-stack"]);
    assert.match(
      refusal(text),
      /b: holdfast:addresses\.adopt\.egress-a = "eipalloc-\w+"\n {4}is already adopted by a/,
    );
  });
});

describe("commands/fleet/example.yaml", () => {
  it("is twelve deployments of ten pairs, in four waves", () => {
    const { stacks, errorBudget } = readFleet(join(ROOT, "commands/fleet/example.yaml"));
    assert.equal(errorBudget, 1);
    assert.deepEqual(
      stacks.map(({ wave }) => wave),
      [1, 1, 1, 1, 2, 2, 2, 2, 3, 4, 4, 4],
    );
    for (const { config } of stacks) {
      const { pairs } = config["holdfast:entry"] as { pairs: object };
      assert.equal(Object.keys(pairs).length, 10);
    }
  });
});
