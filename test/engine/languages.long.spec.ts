import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "../../commands/local/program";
import {
  type Languages,
  installPythonSdk,
  obtainLanguages,
} from "../support/languages/obtain-languages";
import { type Step } from "../support/event-log";
import { OtherProgram } from "../support/other-program";

const SCHEMA = join(ROOT, "test/golden/provider-schema.json");

/*
 * Long, since it builds the language hosts, which takes minutes once, and needs Go and PyPI for that.
 * test/engine/provider.spec.ts sends the same requests to the provider from a Node.js program.
 */
describe("programs of other languages", () => {
  let languages: Languages;
  before(async () => {
    languages = await obtainLanguages(() => undefined);
  });

  it("a VPC with fixed egress in YAML", async () => {
    const source = join(ROOT, "examples/yaml-fixed-egress");
    const program = await OtherProgram.open(source, [languages.yaml]);
    try {
      const { steps, outputs } = await program.up();
      assert.equal(created(steps, "aws:ec2/natGateway:NatGateway"), 2);
      assert.deepEqual((outputs["allowList"] as string[]).sort(), [
        "203.0.113.107/32",
        "203.0.113.85/32",
      ]);
    } finally {
      await program.close();
    }
  });

  it("a front door in Python, by the generated SDK", async () => {
    const source = join(ROOT, "examples/python-front-door");
    const program = await OtherProgram.open(source, languages.python);
    try {
      await installPythonSdk(languages, SCHEMA, program.folder);
      const { steps, outputs } = await program.up();
      assert.equal(created(steps, "holdfast:index:FixedFrontDoor"), 1);
      assert.equal(created(steps, "aws:autoscaling/group:Group"), 4);
      assert.ok((outputs["allow_list"] as string[]).length > 0);
    } finally {
      await program.close();
    }
  });
});

const created = (steps: readonly Step[], type: string): number =>
  steps.filter((step) => step.op === "create" && step.type === type).length;
