import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import { writeConfigs } from "../../../commands/fleet/write-configs";
import { temporaryFolder, writeText } from "../local/fakes";

const stack = (name: string, octet: number) => ({
  name,
  wave: 1,
  config: { "aws:region": "us-east-1", "holdfast:network": { cidr: `10.${octet}.0.0/16` } },
});

describe("writeConfigs", () => {
  const at = temporaryFolder();
  const write = (octet: number) =>
    writeConfigs(at(), "x/fleet.yaml", { stacks: [stack("a", octet), stack("b", 2)] });

  it("writes what a stack's own file would have, and says where it comes from", () => {
    assert.deepEqual(write(1), ["Pulumi.a.yaml", "Pulumi.b.yaml"]);
    const text = readFileSync(at("Pulumi.a.yaml"), "utf8");
    assert.match(text, /^# Written by `npm run fleet -- write`: change fleet\.yaml\n/);
    assert.deepEqual(load(text), { config: stack("a", 1).config });
  });

  it("writes its own files anew", () => {
    write(1);
    write(3);
    assert.deepEqual(load(readFileSync(at("Pulumi.a.yaml"), "utf8")), {
      config: stack("a", 3).config,
    });
  });

  it("changes no file if one was not written by it", () => {
    writeText(at("Pulumi.b.yaml"), "config: {}\n");
    assert.throws(() => write(1), /^Error: Pulumi\.b\.yaml: not written by this command/);
    assert.ok(!existsSync(at("Pulumi.a.yaml")));
  });
});
