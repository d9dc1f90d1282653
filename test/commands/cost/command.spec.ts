import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Big from "big.js";
import type { CostChange } from "../../../cost/change";
import { planProgram } from "../../../commands/shared/plan-program";
import { readStackSettings } from "../../../stack/stack-settings";
import { main } from "../../../commands/cost/command";
import { runWith } from "./run-with";
import { type Estimate, estimate } from "../../../cost/estimate";

const root = dirname(dirname(dirname(__dirname)));

const run = (...args: string[]) => runWith(main, args);

describe("npm run cost", () => {
  let folder = "";
  before(() => (folder = mkdtempSync(join(tmpdir(), "cost-"))));
  after(() => rmSync(folder, { recursive: true }));

  it("prices the stack of Pulumi.dev.yaml as docs/cost.md does by hand, without a zone of its own", async () => {
    const settings = readStackSettings(root, "dev");
    const resources = await planProgram("holdfast", settings);
    const { total, parts, unpriced } = estimate(resources, { region: settings.region });
    assert.deepEqual(unpriced, []);
    assert.deepEqual(parts, [
      { part: "entry", total: "108.556" },
      { part: "network", total: "70.2" },
      { part: "backend", total: "66.838" },
      { part: "traffic", total: "46" },
      { part: "addresses", total: "21.9" },
      { part: "health", total: "4" },
      { part: "alarms", total: "2.405" },
    ]);
    assert.equal(total, "319.899");
  });

  it("says what is not known of an instance type of a family that the simulator lacks", async () => {
    const settings = readStackSettings(root, "dev");
    const entry = { kind: "haproxy", instanceType: "m7a.large" };
    await assert.rejects(
      planProgram("holdfast", { ...settings, sections: { ...settings.sections, entry } }),
      /instanceType: InvalidInstanceType: "m7a\.large" is not of a family that the simulator knows: t2, /,
    );
  });

  it("prices a stack export, in the region of its subnets", async () => {
    const file = join(folder, "export.json");
    const resource = (type: string, inputs: object = {}) => ({
      urn: `urn:pulumi:dev::p::${type}::x`,
      type,
      custom: true,
      id: "x",
      inputs,
    });
    const resources = [
      resource("aws:ec2/natGateway:NatGateway"),
      resource("aws:ec2/subnet:Subnet", { availabilityZone: "eu-west-1b" }),
    ];
    writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
    const { out } = await run("--export", file, "--json");
    const { region, lines } = JSON.parse(out) as Estimate;
    assert.equal(region, "eu-west-1");
    assert.equal(lines[0]?.monthly, "35.04");
    const { out: table } = await run("--export", file, "--csv");
    assert.match(table, /^part,resource,[^]*,730,hour,0\.048,35\.04,\r\n/);
  });

  describe("--against", () => {
    const exported = (name: string, gateways: readonly string[]): string => {
      const file = join(folder, `${name}.json`);
      const type = "aws:ec2/natGateway:NatGateway";
      const resources = gateways.map((gateway) => ({
        urn: `urn:pulumi:dev::p::${type}::${gateway}`,
        type,
        custom: true,
        id: gateway,
        inputs: {},
      }));
      writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
      return file;
    };
    const against = (...args: string[]) =>
      run("--against", exported("before", ["a"]), "--region", "us-east-1", ...args);
    const after = () => exported("after", ["a", "b"]);

    it("prints the change from the deployed stack", async () => {
      const { out } = await against("--export", after());
      assert.match(out, /; \+32\.85 from the deployed stack, \+44\.8 %\n {2}others \+32\.85\n/);
    });

    it("prints it for a pull request, and as JSON", async () => {
      const { out: text } = await against("--export", after(), "--markdown");
      assert.match(text, /^### USD 106\.20 a month in us-east-1: \+32\.85 from the deployed stack/);
      const { out: json } = await against("--export", after(), "--json");
      assert.equal((JSON.parse(json) as CostChange).change, "32.85");
    });

    it("takes what will be from the program", async () => {
      const { out } = await against("--stack", "dev", "--json");
      const { before, after, change } = JSON.parse(out) as CostChange;
      assert.equal(after.total, "319.899");
      assert.equal(
        Big(before?.total ?? 0)
          .plus(change)
          .toFixed(),
        after.total,
      );
    });

    it("fails when it should print lines", async () => {
      assert.match(
        (await against("--export", after(), "--csv")).err,
        /^error: --csv cannot show a change/,
      );
    });
  });

  it("fails when there is no such stack, file or option", async () => {
    const missing = await run("--stack", "nowhere");
    assert.equal(missing.code, 1);
    assert.match(missing.err, /^error: stack "nowhere" has no .*Pulumi\.nowhere\.yaml/);
    const none = join(folder, "none");
    assert.equal(
      (await run("--export", none)).err,
      `error: ${none} cannot be read: the file does not exist\n`,
    );
    assert.match((await run("--nothing")).err, /^error: Unknown option '--nothing'/);
  });

  it("fails when nothing tells the region of an export", async () => {
    const file = join(folder, "empty.json");
    writeFileSync(file, JSON.stringify({ deployment: {} }));
    assert.match(
      (await run("--export", file)).err,
      /no subnet to infer the region from\. Set it with --region/,
    );
    assert.match((await run("--export", file, "--region", "us-east-1")).out, /^USD 0\.00 a month/);
  });
});
