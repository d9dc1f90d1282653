import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { packConfigFor, policyArguments } from "../../commands/local/policies";
import { ROOT } from "../../commands/local/session";
import { readSettings } from "../../commands/local/stack-settings";
import { TestStack } from "../support/test-stack";

const PACK = join(ROOT, "policy");
const PROD = join(PACK, "config", "prod.json");

const config = (gateways: string) => ({
  network: { cidr: "10.20.0.0/16", egress: { kind: "nat", gateways } },
  addresses: { protect: false },
  tags: { environment: "test" },
});

/**
 * Another program: two subnets in one zone, an open SSH port and, by two rules together, remote desktop, an
 * unprotected idle address.
 */
const PROGRAM = `
const { Eip } = require("@pulumi/aws/ec2/eip");
const { Subnet } = require("@pulumi/aws/ec2/subnet");
const { SecurityGroup } = require("@pulumi/aws/ec2/securityGroup");
const { Vpc } = require("@pulumi/aws/ec2/vpc");
const { SecurityGroupIngressRule } = require("@pulumi/aws/vpc/securityGroupIngressRule");

const vpc = new Vpc("net", { cidrBlock: "10.0.0.0/16" });
for (const block of ["10.0.0.0/24", "10.0.1.0/24"]) {
  new Subnet(block, { vpcId: vpc.id, cidrBlock: block, availabilityZone: "us-east-1a" });
}
const group = new SecurityGroup("machines", { vpcId: vpc.id, description: "Machines" });
new SecurityGroupIngressRule("ssh", {
  securityGroupId: group.id,
  ...{ ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "0.0.0.0/0" },
});
for (const [name, cidrIpv4] of Object.entries({ one: "3.0.0.0/8", other: "13.0.0.0/8" })) {
  new SecurityGroupIngressRule(name, {
    securityGroupId: group.id,
    ...{ ipProtocol: "tcp", fromPort: 3389, toPort: 3389, cidrIpv4 },
  });
}
new Eip("lost", { domain: "vpc", tags: { Name: "lost" } });
`;

/** Everything is mandatory but the protection of addresses, so that the test can release them. */
const UNPROTECTED = { all: "mandatory", "aws-ec2-eip-require-protect": "disabled" };

const VIOLATIONS = [
  "private subnets of net should be in at least 2 availability zones, got us-east-1a",
  "security group rules of ssh should not admit the internet to administration ports, got 0.0.0.0/0 to 22",
  "security group rules of machines should not admit the internet to administration ports, got 3.0.0.0/8, 13.0.0.0/8 to 3389",
  "Elastic IP lost should have a holder, got none",
  "Elastic IP lost should be protected, got protect false",
];

const run = promisify(execFile);

const messageOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as Error & Record<string, string>;
    return `${message}${stdout}${stderr}`;
  }
  return assert.fail("the engine let it pass");
};

describe("policy pack in the engine", () => {
  const folders: string[] = [];
  let stack: TestStack;
  before(async () => (stack = await TestStack.open(config("perAz"))));
  after(async () => {
    await stack.close();
    folders.forEach((folder) => rmSync(folder, { recursive: true }));
  });

  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), "holdfast-policy-"));
    folders.push(made);
    return made;
  };
  const settings = (content: object): string => {
    const file = join(folder(), "policies.json");
    writeFileSync(file, JSON.stringify(content));
    return file;
  };
  const pulumi = (cwd: string, ...args: string[]) =>
    run(stack.session.pulumi, args, { cwd, env: stack.session.env });
  // With its preview, in which stack policies run.
  const upWith = (...flags: string[]) =>
    stack.run("up", "--yes", "--non-interactive", "--stack", "test", ...flags);
  const up = (pack: string, policies: string) =>
    upWith("--policy-pack", pack, "--policy-pack-config", policies);
  const everything = () => stack.session.account.everything();

  it("stops an update before anything is created", async () => {
    stack.configure(config("single"));
    const message = await messageOf(up(PACK, PROD));
    assert.match(message, /\[mandatory\].*aws-ec2-nat-gateway-require-own-zone/);
    assert.match(message, /got network-nat-a in us-east-1a; create one in us-east-1b/);
    assert.deepEqual(everything(), []);
  });

  it("stops an update that is over the stack's budget, as a local run starts it", async () => {
    const { session } = stack;
    stack.configure({ ...config("perAz"), addresses: {}, budget: { monthlyUsd: 50 } });
    const settings = readSettings(join(session.project, "Pulumi.test.yaml"), "test");
    const pack = packConfigFor(PACK, settings, []);
    const flags = policyArguments(PACK, folder(), "test", session.version, pack);
    const message = await messageOf(upWith(...flags));
    assert.match(message, /\[mandatory\].*aws-cost-stack-require-budget/);
    assert.match(message, /the stack should cost at most \$50\.00 a month, got \$\d+\.\d\d/);
    assert.equal(message.match(/\[mandatory\]/g)?.length, 1);
    assert.deepEqual(everything(), []);
  });

  it("judges another program, from an installed package", async () => {
    const project = folder();
    mkdirSync(join(project, "node_modules"));
    symlinkSync(join(ROOT, "node_modules", "@pulumi"), join(project, "node_modules", "@pulumi"));
    writeFileSync(join(project, "index.js"), PROGRAM);
    writeFileSync(
      join(project, "Pulumi.yaml"),
      "name: other\nmain: index.js\nruntime: { name: nodejs, options: { typescript: false } }\n",
    );
    writeFileSync(join(project, "Pulumi.dev.yaml"), "config: { aws:region: us-east-1 }\n");
    // Its prepack script makes the bundle; some set-ups of npm run none without being told to.
    await run("npm", ["pack", "--ignore-scripts=false", "--pack-destination", project], {
      cwd: PACK,
    });
    await run("tar", ["xzf", "holdfast-policy-0.1.0.tgz"], { cwd: project });
    const pack = join(project, "package");
    await pulumi(project, "stack", "init", "dev");
    const judged = (operation: string, ...flags: string[]) =>
      pulumi(
        project,
        ...[operation, "--non-interactive", "--stack", "dev", "--policy-pack", pack, ...flags],
      );
    // By default, it is advisory; a configuration makes it mandatory.
    const { stdout } = await judged("preview");
    for (const violation of VIOLATIONS) assert.ok(stdout.includes(violation), stdout);
    assert.equal(stdout.match(/\[advisory\]/g)?.length, VIOLATIONS.length);
    const mandatory = ["--policy-pack-config", settings({ all: "mandatory" })];
    const message = await messageOf(judged("up", "--yes", ...mandatory));
    for (const violation of VIOLATIONS) assert.ok(message.includes(violation), message);
    assert.equal(message.match(/\[mandatory\]/g)?.length, VIOLATIONS.length);
    assert.deepEqual(everything(), []);
  });

  it("refuses a configuration with misspelt settings, whatever the levels", async () => {
    const budget = { "aws-cost-stack-require-budget": { monthly: 50 } };
    const policies = { all: "advisory", ...budget, "aws-ec2-eip-require-protection": "disabled" };
    const message = await messageOf(up(PACK, settings(policies)));
    assert.match(message, /budget\.monthly: is not a setting\. Did you mean monthlyUsd\?/);
    assert.match(message, /no policy has this name\. Did you mean aws-ec2-eip-require-protect\?/);
    assert.deepEqual(everything(), []);
  });

  it("lets a stack pass that violates nothing", async () => {
    stack.configure(config("perAz"));
    await up(PACK, settings(UNPROTECTED));
    assert.equal(stack.session.account.all("aws:ec2/natGateway:NatGateway").length, 2);
  });

  it("passes what is deployed, and refuses the change that is not multi-AZ", async () => {
    const pack = ["--policy-pack", PACK, "--policy-pack-config", settings(UNPROTECTED)];
    await stack.preview(...pack);
    stack.configure(config("single"));
    const message = await messageOf(stack.preview(...pack));
    assert.match(message, /aws-ec2-nat-gateway-require-own-zone/);
  });
});
