import assert from "node:assert/strict";
import { examine } from "../../commands/doctor/command";
import type { Row } from "../../commands/doctor/rows";
import { DEFAULT_QUOTAS } from "../../simulator/model/quotas";
import { killUpAfter } from "../support/kill-update";
import { type ProgramConfig, frontDoor } from "../support/program";
import { TestStack } from "../support/test-stack";

const CERTIFICATE =
  "arn:aws:acm:eu-west-1:123456789012:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

const examined = ({ session }: TestStack): Promise<Row[]> => {
  const { pulumi, env, project: cwd } = session;
  const options = { log: () => undefined, isLocal: true };
  return examine({ pulumi, cwd, env }, "test", options);
};

async function withStack(
  config: ProgramConfig,
  test: (stack: TestStack) => Promise<void>,
  quotas?: typeof DEFAULT_QUOTAS,
): Promise<void> {
  const stack = await TestStack.open(config, quotas);
  try {
    await test(stack);
  } finally {
    await stack.close();
  }
}

const problems = (rows: readonly Row[]): Row[] => rows.filter(({ status }) => status === "problem");
const rowOf = (rows: readonly Row[], what: string): Row => {
  const found = rows.find((row) => row.what === what);
  assert.ok(found, `${what} is not among ${rows.map((row) => row.what).join(", ")}`);
  return found;
};

describe("npm run doctor", () => {
  it("finds what a new account lacks before anything is created, with the command that asks for more", async () => {
    await withStack(
      frontDoor({}),
      async (stack) => {
        const rows = await examined(stack);
        const found = problems(rows);
        assert.deepEqual(
          found.map(({ what }) => what),
          ["aws:region", "aws:region"],
        );
        assert.match(found[0]!.remedy, /request-service-quota-increase .*L-0263D0A3/);
        assert.match(rowOf(rows, "identity").found, /^account 123456789012, arn:aws:iam::/);
        assert.deepEqual(stack.session.account.everything(), []);
      },
      DEFAULT_QUOTAS,
    );
  });

  it("finds each thing that AWS has not got, or not here", async () => {
    const wrong: ProgramConfig = {
      network: { cidr: "10.20.0.0/16", availabilityZones: ["us-east-1a", "us-east-1e"] },
      addresses: {
        adopt: { "entry-a1": "eipalloc-0123456789abcdef0" },
        pool: "ipv4pool-ec2-0123456789abcdef0",
      },
      entry: { kind: "nlbAlb", certificateArn: CERTIFICATE },
      backend: { layout: "sharedVpc", live: "blue", blue: {} },
      dns: { zone: "holdfast-missing.net" },
    };
    await withStack(wrong, async (stack) => {
      const rows = problems(await examined(stack)).map(({ what }) => what);
      for (const path of [
        "holdfast:backend.blue.instanceType",
        "holdfast:addresses.adopt.entry-a1",
        "holdfast:addresses.pool",
        "holdfast:entry.certificateArn",
        "holdfast:dns.zone",
      ]) {
        assert.ok(rows.includes(path), `${path} is not among ${rows.join(", ")}`);
      }
    });
  });

  it("finds nothing wrong where an update can begin, and an update that was killed", async () => {
    await withStack(frontDoor({ addresses: { protect: false } }), async (stack) => {
      const rows = await examined(stack);
      assert.deepEqual(problems(rows), []);
      assert.match(rowOf(rows, "quota of Elastic IPs").found, /^0 of \d+ used, 6 more needed$/);
      assert.match(rowOf(rows, "instance types").found, /us-east-1a b/);
      await killUpAfter(stack, 12);
      const { status, remedy } = rowOf(await examined(stack), "stack test");
      assert.deepEqual([status, remedy], ["problem", "npm run recover -- --stack test"]);
    });
  });
});
