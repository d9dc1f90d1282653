import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROGRAM_VARIANTS, frontDoor, recordProgram } from "./support/program";

const golden = join(__dirname, "golden", "default.inventory.txt");

describe("program", () => {
  it("declares the default plan as the golden file lists it", async () => {
    const recording = await recordProgram(PROGRAM_VARIANTS["defaults"]!);
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(golden, recording.inventory());
    assert.equal(recording.inventory(), readFileSync(golden, "utf8"));
  });

  it("writes flow logs for the colours' own VPCs, too", async () => {
    const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
    const flowLogs = { retentionDays: 30 };
    const { resources } = await recordProgram(
      frontDoor({ network: { cidr: "10.20.0.0/16", flowLogs } }),
    );
    assert.deepEqual(
      resources.flatMap(({ type, name }) => (type === FLOW_LOG ? [name] : [])).sort(),
      ["backend-blue-flow-logs", "backend-green-flow-logs", "network-flow-logs"],
    );
  });

  it("lets no bucket keep every version of what is in it", async () => {
    const [BUCKET, RULES] = ["Bucket", "BucketLifecycleConfiguration"].map((name) => {
      return `aws:s3/${name[0]!.toLowerCase()}${name.slice(1)}:${name}`;
    });
    for (const variant of Object.values(PROGRAM_VARIANTS)) {
      const { resources } = await recordProgram(variant);
      const named = (wanted: string | undefined) =>
        resources.flatMap(({ type, name }) => (type === wanted ? [name] : [])).sort();
      assert.deepEqual(named(RULES), named(BUCKET));
    }
  });

  it("builds the reference two-zone VPC by default, and beside it only the inventory", async () => {
    const counts = (await recordProgram(PROGRAM_VARIANTS["defaults"]!)).counts();
    assert.deepEqual(counts, {
      // The plan: 1 VPC, 4 subnets, 1 internet gateway, 2 NAT gateways, 1 public and 2 private tables.
      "aws:ec2/vpc:Vpc": 1,
      "aws:ec2/subnet:Subnet": 4,
      "aws:ec2/internetGateway:InternetGateway": 1,
      "aws:ec2/natGateway:NatGateway": 2,
      "aws:ec2/eip:Eip": 2,
      "aws:ec2/routeTable:RouteTable": 3,
      "aws:ec2/route:Route": 3,
      "aws:ec2/routeTableAssociation:RouteTableAssociation": 4,
      // What the plan has no word of: an emptied default group, and the allow-list.
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": 1,
      "aws:ec2/managedPrefixList:ManagedPrefixList": 1,
      "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry": 2,
      "holdfast:network:Vpc": 1,
      "holdfast:addresses:StaticAddresses": 1,
    });
  });
});
