import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileOf, typeOf, types } from "../../../simulator/model";
import * as tokens from "../../../simulator/model/tokens";

const root = join(__dirname, "../../..");

/** What the SDK declares for a type: its arguments, and its outputs with whether they may be undefined. */
function declarationOf(token: string): { args: string[]; outputs: Map<string, boolean> } {
  const [, module = "", file = "", name = ""] = /^aws:([^/]+)\/([^:]+):(.+)$/.exec(token) ?? [];
  const path = join(root, "node_modules/@pulumi/aws", module, `${file}.d.ts`);
  const source = readFileSync(path, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const [, body = ""] = source.split(`export interface ${name}Args {`);
  const outputs = [...source.matchAll(/^ {4}readonly (\w+): pulumi\.Output<([^;]*)/gm)];
  return {
    args: [...body.matchAll(/^ {4}(\w+)\??:/gm)].map(([, key]) => key ?? ""),
    outputs: new Map(outputs.map(([, key = "", type = ""]) => [key, /undefined>$/.test(type)])),
  };
}

describe("The model", () => {
  for (const [token, row] of Object.entries(types)) {
    describe(token, () => {
      const { args, outputs } = declarationOf(token);
      const given = Object.keys({ ...row.inputs, ...row.computed, ...row.live }).filter(
        (key) => !key.startsWith("$"),
      );

      it("has only inputs that the AWS provider has", () => {
        assert.deepEqual(
          Object.keys(row.inputs).filter((key) => !args.includes(key)),
          [],
        );
      });

      it("gives no output that the AWS provider does not give", () => {
        assert.deepEqual(
          given.filter((key) => !outputs.has(key)),
          [],
        );
      });

      it("gives every output that the AWS provider always gives", () => {
        const missing = [...outputs.keys()].filter(
          (key) => outputs.get(key) === false && key !== "tagsAll" && !given.includes(key),
        );
        assert.deepEqual(missing, []);
      });

      it("is in the file that messages about it name", () => {
        assert.ok(existsSync(join(root, fileOf(token))));
      });
    });
  }

  it("has a row for every type that others refer to", () => {
    const named = Object.values(tokens).filter((token) => token !== tokens.ANY_TYPE);
    assert.deepEqual(Object.keys(types).sort(), named.sort());
  });

  it("fails when a type is not modelled, and names the place to add it", () => {
    assert.throws(() => typeOf("aws:dynamodb/table:Table"), {
      message:
        "resource type aws:dynamodb/table:Table is not modelled by the simulator: describe it in simulator/model/dynamodb.ts (a new file is listed in simulator/model/index.ts)",
    });
    assert.throws(() => typeOf("aws:iam/user:User"), {
      message:
        "resource type aws:iam/user:User is not modelled by the simulator: describe it in one of iam.ts in simulator/model/ (a new file is listed in simulator/model/index.ts)",
    });
  });
});
