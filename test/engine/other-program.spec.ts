import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account, HOSTED_ZONE } from "../../simulator";
import { ROOT } from "../../commands/local/program";
import { writeText } from "../commands/local/fakes";
import { LocalProject } from "../support/local-project";

/** A program without holdfast. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const vpc = new aws.ec2.Vpc("net", { cidrBlock: new pulumi.Config().require("cidr") });
const bucket = new aws.s3.Bucket("files", { forceDestroy: true });
module.exports = { vpcId: vpc.id, cidr: vpc.cidrBlock, bucket: bucket.bucket };
`;

/** With an environment of Pulumi ESC, which the engine refuses to open without Pulumi Cloud. */
const CONFIG =
  "environment:\n  - acme/test\nconfig:\n  aws:region: eu-west-1\n  app:cidr: 10.9.0.0/16\n";

describe("npm run local -- --program", () => {
  const project = new LocalProject({});
  const app = realpathSync(mkdtempSync(join(tmpdir(), "holdfast-app-")));
  before(() => {
    writeText(join(app, "Pulumi.yaml"), "name: app\nruntime: nodejs\n");
    writeText(join(app, "Pulumi.test.yaml"), CONFIG);
    writeText(join(app, "index.js"), PROGRAM);
    mkdirSync(join(app, "node_modules"));
    symlinkSync(join(ROOT, "node_modules/@pulumi"), join(app, "node_modules/@pulumi"));
  });
  after(() => {
    project.remove();
    rmSync(app, { recursive: true });
  });

  const run = (...args: string[]) => project.run("--program", app, "--stack", "test", ...args);

  const resources = async () => {
    const programs = join(project.home, "programs");
    const [name = "", ...others] = readdirSync(programs);
    assert.match(name, /^app-[0-9a-f]{8}$/);
    assert.deepEqual(others, []);
    const account = await Account.open(join(programs, name, "aws", "account.jsonl"));
    await account.close();
    return account
      .everything()
      .filter(({ type, companionOf }) => companionOf === undefined && type !== HOSTED_ZONE);
  };

  it("runs a program of another folder, which it leaves as it is", async () => {
    const files = readdirSync(app);
    const printed = await run("up");
    assert.match(printed, /^AWS is simulated on this machine/m);
    assert.match(
      printed,
      /^The environments of Pulumi\.test\.yaml are left out: only Pulumi Cloud/m,
    );
    assert.match(printed, /cidr *: "10\.9\.0\.0\/16"/);
    assert.doesNotMatch(printed, /allow-list|Cost|Polic/);
    assert.deepEqual((await resources()).map(({ type, region }) => `${type} ${region}`).sort(), [
      "aws:ec2/vpc:Vpc eu-west-1",
      "aws:s3/bucket:Bucket eu-west-1",
    ]);
    assert.deepEqual(readdirSync(app), files);
  });

  it("keeps the state from one command to the next", async () => {
    const vpc = (await resources()).find(({ type }) => type.endsWith(":Vpc"))!;
    const printed = await run("stack", "output", "vpcId");
    assert.equal(printed.trim().split("\n").at(-1), vpc.id);
    await run("destroy");
    assert.deepEqual(await resources(), []);
  });
});
