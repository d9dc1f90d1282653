import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { turn } from "../../simulator/api/ec2-power";
import { INSTANCE } from "../../simulator/model/tokens";
import { HOURS } from "../support/hours";
import { type Job, readWorkflows } from "../workflows/read-workflows";
import { TestStack } from "../support/test-stack";

const VPC = "aws:ec2/vpc:Vpc";

describe("drift, as the pipeline looks for it", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open({
      network: { cidr: "10.20.0.0/16", egress: { kind: "none" } },
      dns: { zone: "holdfast-demo.net", createZone: true },
      jumpbox: { kind: "public", allowFrom: ["198.51.100.0/24"], schedule: HOURS },
    });
    await stack.up();
  });
  after(() => stack.close());

  /** The command of pulumi.yml. */
  const look = async (): Promise<{ code: number; said: string }> => {
    const pulumi = readWorkflows().find(({ file }) => file === "pulumi.yml")!.jobs["pulumi"] as Job;
    const script = pulumi.steps!.find(({ name }) => name === "Pulumi")!.run!;
    const { env, project: cwd } = stack.session;
    const variables = { ...env, PULUMI_STACK: "test", COMMAND: "drift", POLICIES: "" };
    try {
      const { stdout } = await promisify(execFile)("bash", ["-e", "-c", script], {
        cwd,
        env: variables,
      });
      return { code: 0, said: stdout };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, said: stdout + stderr };
    }
  };

  it("is none after an update", async () => {
    const { code, said } = await look();
    assert.equal(code, 0, said);
  });

  it("is none at night, when the jumpbox is off", async () => {
    const { account } = stack.session;
    turn(account, account.all(INSTANCE)[0]!, "stopped");
    const { code, said } = await look();
    assert.equal(code, 0, said);
  });

  it("fails the job after a manual change", async () => {
    const { account } = stack.session;
    const vpc = account.all(VPC)[0]!;
    account.update(vpc, { ...vpc.inputs, tags: { Name: "mine" } });
    const { code, said } = await look();
    assert.notEqual(code, 0);
    assert.match(said, /no changes were expected/);
  });

  it("fails the job when something is gone", async () => {
    const { account } = stack.session;
    const table = account.all("aws:ec2/routeTableAssociation:RouteTableAssociation")[0]!;
    account.remove(table);
    const { code, said } = await look();
    assert.notEqual(code, 0);
    assert.match(said, /no changes were expected/);
  });
});
