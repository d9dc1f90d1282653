import assert from "node:assert/strict";
import { resolveUsage } from "../../../cost/usage";
import { deployedResources, readSettings } from "../../../commands/local/stack-settings";
import { temporaryFolder, writeText } from "./fakes";

describe("stack settings", () => {
  const folder = temporaryFolder();
  const read = (text: string) => readSettings(writeText(folder("Pulumi.dev.yaml"), text), "dev");

  it("are what policies and estimates need of the configuration", () => {
    const { region, budget, usage, isProtected, allowRelease } = read(`
config:
  aws:region: eu-west-1
  holdfast:addresses: { protect: false, allowRelease: [egress-b] }
  holdfast:budget: { monthlyUsd: 700 }
  holdfast:usage: { natGb: 300 }
`);
    assert.deepEqual(
      { region, budget, usage, isProtected, allowRelease },
      {
        region: "eu-west-1",
        budget: { monthlyUsd: 700, allowUnpriced: [] },
        usage: resolveUsage({ natGb: 300 }),
        isProtected: false,
        allowRelease: ["egress-b"],
      },
    );
  });

  it("are read from JSON text, as the engine writes sections", () => {
    const { budget, isProtected } = read(`
config:
  holdfast:addresses: '{"protect":false}'
  holdfast:budget: '{"monthlyUsd":700}'
`);
    assert.deepEqual(
      { budget, isProtected },
      { budget: { monthlyUsd: 700, allowUnpriced: [] }, isProtected: false },
    );
  });

  it("are protected addresses, no budget and the usual usage where nothing is written", () => {
    for (const text of ["", "config:\n", "config:\n  aws:region: us-east-1\n"]) {
      const { budget, usage, isProtected, allowRelease } = read(text);
      assert.deepEqual([budget, isProtected, allowRelease], [undefined, true, []]);
      assert.deepEqual(usage, resolveUsage());
    }
  });

  it("take what is wrong for absent, which the program says", () => {
    const { budget, usage, isProtected, allowRelease } = read(`
config:
  holdfast:addresses: { protect: "no", allowRelease: egress-b }
  holdfast:budget: { monthlyUsd: -1 }
  holdfast:usage: { natGb: much }
`);
    assert.deepEqual([budget, isProtected, allowRelease], [undefined, true, []]);
    assert.deepEqual(usage, resolveUsage());
    assert.equal(read("config: [").region, "us-east-1");
  });
});

describe("deployed resources", () => {
  const folder = temporaryFolder();
  const state = (checkpoint: object): void => {
    const file = folder("backend/.pulumi/stacks/holdfast/dev.json");
    writeText(file, JSON.stringify({ version: 3, checkpoint }));
  };
  const names = (): string[] =>
    deployedResources(folder(), "holdfast", "dev").map(({ name }) => name);

  it("are those of the last state", () => {
    const urn = "urn:pulumi:dev::holdfast::aws:ec2/eip:Eip::addresses-egress-a";
    state({ latest: { resources: [{ urn, type: "aws:ec2/eip:Eip", custom: true, inputs: {} }] } });
    assert.deepEqual(names(), ["addresses-egress-a"]);
  });

  it("are none before the first update", () => {
    assert.deepEqual(names(), []);
    state({});
    assert.deepEqual(names(), []);
  });
});
