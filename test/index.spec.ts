import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROGRAM_VARIANTS, recordProgram } from "./support/program";

const golden = join(__dirname, "golden", "default.inventory.txt");

describe("program", () => {
  it("declares the default plan as the golden file lists it", async () => {
    const recording = await recordProgram(PROGRAM_VARIANTS["defaults"]!);
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(golden, recording.inventory());
    assert.equal(recording.inventory(), readFileSync(golden, "utf8"));
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
