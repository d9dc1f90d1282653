import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { LOAD_BALANCER } from "../../../../simulator/model/tokens";
import { ApiLab } from "../../../simulator/api/api-lab";

const FILE = join(__dirname, "../../../../components/backend/unprotect/unprotect.mjs");
const REGION = "us-east-1";

describe("unprotect", () => {
  let lab: ApiLab;
  let arn: string;
  beforeEach(async () => {
    lab = await ApiLab.open();
    const vpc = lab.aws.vpc();
    const subnets = [lab.aws.subnet(vpc).id];
    arn = lab.aws.make(LOAD_BALANCER, {
      name: "shop",
      loadBalancerType: "network",
      internal: true,
      subnets,
      enableDeletionProtection: true,
    }).id;
  });
  afterEach(() => lab.api.close());

  const run = (
    environment: Record<string, string> = {},
  ): Promise<{ status: number; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      const env = {
        PATH: process.env["PATH"],
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_ENDPOINT_URL: lab.api.url,
        HOLDFAST_ACCOUNT_ID: "123456789012",
        UNPROTECT_LOAD_BALANCER: arn,
        ...environment,
      };
      const child = execFile("node", [FILE], { env }, (_, stdout, stderr) =>
        resolve({ status: child.exitCode ?? 1, stdout, stderr }),
      );
    });
  const isProtected = () =>
    lab.aws.account.find(LOAD_BALANCER, arn, REGION)!.inputs["enableDeletionProtection"];

  it("turns the protection off, and says so", async () => {
    const { status, stdout, stderr } = await run();
    assert.equal(status, 0, stderr);
    assert.match(stdout, /loadbalancer\/net\/shop.*: deletion protection is off/);
    assert.equal(isProtected(), false);
  });

  it("is content when the load balancer is gone", async () => {
    const { status, stdout } = await run({
      UNPROTECT_LOAD_BALANCER: arn.replace(/[^/]+$/, "0123456789abcdef"),
    });
    assert.deepEqual([status, stdout.includes("already deleted")], [0, true]);
  });

  it("fails when AWS refuses, with the reason and what to do", async () => {
    lab.api.faults.add({
      action: "ModifyLoadBalancerAttributes",
      code: "AccessDenied",
      status: 403,
    });
    const { status, stderr } = await run();
    assert.equal(status, 1);
    assert.match(
      stderr,
      /is still protected from deletion: AccessDenied: .*\nIt was not deleted\./,
    );
    assert.equal(isProtected(), true);
  });

  it("changes nothing in another account", async () => {
    const { status, stderr } = await run({ HOLDFAST_ACCOUNT_ID: "210987654321" });
    assert.equal(status, 1);
    assert.match(stderr, /belong to the AWS account 123456789012/);
    assert.equal(isProtected(), true);
  });
});
