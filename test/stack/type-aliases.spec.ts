import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { estimate } from "../../cost/estimate";
import { fromStackExport } from "../../stack/export";
import { newestType } from "../../stack/type-aliases";

const TABLE = join(__dirname, "../../stack/type-aliases.json");
const SDK = dirname(require.resolve("@pulumi/aws/package.json"));

interface SdkType {
  readonly type: string;
  /** The type's aliases that the SDK passes to the engine. */
  readonly aliases: readonly string[];
  /** Names of the inputs, in one text. */
  readonly inputs: string;
}

/** The resource types of a module of the SDK. */
function typesOf(module: string): SdkType[] {
  const files = readdirSync(join(SDK, module)).filter((file) => /^(?!get)\w+\.js$/.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(join(SDK, module, file), "utf8");
    const type = /static __pulumiType = '(.+)';/.exec(text)?.[1];
    if (type === undefined) return [];
    const [, aliases = ""] = /const aliasOpts = \{ aliases: (\[.*\]) \};/.exec(text) ?? [];
    return {
      type,
      aliases: [...aliases.matchAll(/type: "([^"]+)"/g)].map(([, alias]) => alias!),
      inputs: [...text.matchAll(/resourceInputs\["(\w+)"\]/g)].map(([, name]) => name).join(" "),
    };
  });
}

/** The SDK has the types of `lb` a second time in `alb`: the same names and inputs, and no alias says so. */
function twins(types: readonly SdkType[]): [string, string][] {
  const all = new Map(types.map((each) => [each.type, each]));
  return types.flatMap(({ type, inputs }): [string, string][] => {
    const twin = type.startsWith("aws:alb/") && all.get(type.replace("aws:alb/", "aws:lb/"));
    return twin && twin.inputs === inputs ? [[type, twin.type]] : [];
  });
}

/** Every older name, with the newest. */
function fromSdk(): Record<string, string> {
  const modules = readdirSync(SDK, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const types = modules
    .filter(({ name }) => name !== "node_modules" && name !== "types")
    .flatMap(({ name }) => typesOf(name));
  const next = new Map([
    // A deprecated type is its own alias; the one that replaces it has the same.
    ...types.flatMap(({ type, aliases }) =>
      aliases.includes(type) ? [] : aliases.map((alias) => [alias, type] as const),
    ),
    ...twins(types),
  ]);
  const newest = (type: string): string => {
    const newer = next.get(type);
    return newer === undefined ? type : newest(newer);
  };
  return Object.fromEntries([...next.keys()].sort().map((alias) => [alias, newest(alias)]));
}

describe("names of a type", () => {
  const table = fromSdk();

  it("are those of the SDK (else: UPDATE_GOLDEN=1)", () => {
    const text = `${JSON.stringify(table, null, 2)}\n`;
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(TABLE, text);
    assert.equal(readFileSync(TABLE, "utf8"), text);
  });

  it("map to one name, and that one to itself", () => {
    assert.equal(
      newestType("aws:alb/loadBalancer:LoadBalancer"),
      "aws:lb/loadBalancer:LoadBalancer",
    );
    for (const module of ["applicationloadbalancing", "elasticloadbalancingv2"]) {
      assert.equal(newestType(`aws:${module}/listener:Listener`), "aws:lb/listener:Listener");
    }
    assert.equal(newestType("aws:s3/bucketV2:BucketV2"), "aws:s3/bucket:Bucket");
    for (const newest of Object.values(table)) {
      assert.equal(newestType(newest), newest);
    }
    assert.equal(newestType("aws:ec2/vpc:Vpc"), "aws:ec2/vpc:Vpc");
  });

  it("are one in what the engine prints", () => {
    const resource = {
      urn: "urn:pulumi:dev::p::aws:alb/loadBalancer:LoadBalancer::web",
      type: "aws:alb/loadBalancer:LoadBalancer",
      custom: true,
    };
    const [found] = fromStackExport({ deployment: { resources: [resource] } });
    assert.equal(found?.type, "aws:lb/loadBalancer:LoadBalancer");
    assert.equal(found.urn, resource.urn);
    const { unpriced, lines } = estimate([found], { region: "us-east-1" });
    assert.deepEqual(unpriced, []);
    assert.ok(lines.some((line) => line.resource === "web"));
  });
});
