import assert from "node:assert/strict";
import { main } from "../../../commands/policies/command";
import { ALL_POLICIES } from "../../../policy/policies";
import { runWith } from "../cost/run-with";

describe("npm run policies", () => {
  it("lists every policy, with its levels", async () => {
    const { out, code } = await runWith(main, []);
    assert.equal(code, 0);
    const lines = out.split("\n");
    for (const { name, displayName } of ALL_POLICIES) {
      const line = lines.find((each) => each.startsWith(`${name} `));
      assert.ok(line?.endsWith(displayName), name);
    }
    assert.match(out, /^aws-ec2-eip-require-protect +critical +mandatory +advisory +Elastic IPs/m);
  });

  it("explains every policy, with its example", async () => {
    for (const { name, what, why, remedy, settings } of ALL_POLICIES) {
      const { out, code } = await runWith(main, ["--explain", name]);
      assert.equal(code, 0);
      for (const part of [what, why, remedy, ...Object.keys(settings)])
        assert.ok(out.includes(part));
      assert.match(out, /^Example: \w.+\n {2}\w.+ should .+, got /m, name);
    }
  });

  it("explains a policy as it prints a violation", async () => {
    const { out } = await runWith(main, ["--explain", "aws-ec2-subnet-require-two-zones"]);
    assert.equal(
      out,
      `aws-ec2-subnet-require-two-zones: Subnets of each tier are in two zones

checks    The public subnets of a VPC, and its private ones, are in at least two availability zones.
why       Everything in a single zone fails with that zone.
remedy    Add a subnet of that tier in another availability zone.
severity  high
level     mandatory in a holdfast stack, advisory in other programs
control   AWS Well-Architected Framework REL10-BP01, Deploy the workload to multiple locations

Settings
  zones: integer, default 2
    Minimum number of availability zones of each tier.

Example: a tier has one subnet
  private subnets of lone should be in at least 2 availability zones, got us-east-1a; add one in another zone

In a file for --policy-pack-config:
  {"aws-ec2-subnet-require-two-zones":{"enforcementLevel":"mandatory","zones":2}}
`,
    );
  });

  it("is plain data with --json", async () => {
    const { out } = await runWith(main, ["--json"]);
    const all = JSON.parse(out) as { id: string; example: { message: string } }[];
    assert.deepEqual(
      all.map(({ id }) => id),
      ALL_POLICIES.map(({ name }) => name),
    );
    const one = await runWith(main, ["--json", "--explain", all[1]!.id]);
    assert.deepEqual(JSON.parse(one.out), all[1]);
  });

  it("names the nearest policy for one that is unknown", async () => {
    const { err, code } = await runWith(main, ["--explain", "aws-ec2-eip-requires-protect"]);
    assert.equal(code, 1);
    assert.equal(
      err,
      "error: --explain aws-ec2-eip-requires-protect: no policy has this name. Did you mean aws-ec2-eip-require-protect?\n",
    );
  });
});
