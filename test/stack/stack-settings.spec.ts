import assert from "node:assert/strict";
import {
  configIn,
  holdsEncrypted,
  readStackSettings,
  stackOfFile,
  toSettings,
} from "../../stack/stack-settings";

describe("stack settings", () => {
  it("are the sections of a file, with usage and budget apart", () => {
    const config = configIn(
      "config:\n  aws:region: eu-west-1\n  holdfast:dns: { zone: a.b }\n  holdfast:usage: { natGb: 1 }",
    );
    assert.deepEqual(toSettings("dev", config!), {
      stack: "dev",
      region: "eu-west-1",
      isHoldfast: true,
      sections: { dns: { zone: "a.b" } },
      usage: { natGb: 1 },
      budget: undefined,
      isProtected: true,
      allowRelease: [],
    });
  });

  it("are read from JSON text, as the engine writes sections", () => {
    const { sections, isProtected } = toSettings("dev", {
      "holdfast:addresses": '{"protect":false}',
      "holdfast:odd": "{",
    });
    assert.deepEqual(sections, { addresses: { protect: false }, odd: "{" });
    assert.equal(isProtected, false);
  });

  it("recognize a program that is not holdfast, whose settings have no holdfast section", () => {
    assert.equal(
      toSettings("dev", { "aws:region": "eu-west-1", "shop:size": 3 }).isHoldfast,
      false,
    );
    assert.equal(toSettings("dev", { "holdfast:budget": {} }).isHoldfast, true);
  });

  it("are those of a file that names environments of Pulumi ESC, too", () => {
    const config = { "aws:region": "eu-west-1" };
    for (const environment of ["[holdfast/prod]", "\n  - holdfast/prod", "{ imports: [a] }"]) {
      const text = `environment: ${environment}\nconfig:\n  aws:region: eu-west-1\n`;
      assert.deepEqual(configIn(text), config, text);
    }
  });

  it("are none where a file has no configuration", () => {
    for (const text of ["config:", "config: 1", "other: {}"]) {
      assert.equal(configIn(text), undefined, text);
    }
    assert.throws(() => configIn("config: ["));
  });

  it("tell a settings file by its name, and encrypted values in it", () => {
    assert.deepEqual(["Pulumi.a.b.yaml", "Pulumi.yaml"].map(stackOfFile), ["a.b", undefined]);
    assert.ok(holdsEncrypted("config:\n  a:\n    secure: x"));
    assert.ok(!holdsEncrypted("config:\n  a: secure"));
  });

  it("fails when there is no file of a stack", () => {
    assert.throws(
      () => readStackSettings(__dirname, "none"),
      /stack "none" has no .*Pulumi\.none\.yaml/,
    );
  });
});
