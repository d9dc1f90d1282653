import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { askEngine } from "../../commands/local/run-engine";
import { ROOT, type Session } from "../../commands/local/session";
import type { Account } from "../../simulator";

/** A program of someone else's: a VPC with NAT gateways and with endpoints for EC2, CloudWatch and S3. */
const PROGRAM = `
const { Eip } = require("@pulumi/aws/ec2/eip");
const { InternetGateway } = require("@pulumi/aws/ec2/internetGateway");
const { NatGateway } = require("@pulumi/aws/ec2/natGateway");
const { Route } = require("@pulumi/aws/ec2/route");
const { RouteTable } = require("@pulumi/aws/ec2/routeTable");
const { RouteTableAssociation } = require("@pulumi/aws/ec2/routeTableAssociation");
const { Subnet } = require("@pulumi/aws/ec2/subnet");
const { Vpc } = require("@pulumi/aws/ec2/vpc");
const { VpcEndpoint } = require("@pulumi/aws/ec2/vpcEndpoint");

const tags = { team: "platform" };
const vpc = new Vpc("net", {
  cidrBlock: "10.60.0.0/16",
  enableDnsHostnames: true,
  tags: { ...tags, Name: "net" },
});
const vpcId = vpc.id;
const internet = new InternetGateway("internet", { vpcId, tags });
const table = (name, target) => {
  const routeTable = new RouteTable(name, { vpcId, tags });
  const destinationCidrBlock = "0.0.0.0/0";
  new Route(name, { routeTableId: routeTable.id, destinationCidrBlock, ...target });
  return routeTable;
};
const subnet = (name, letter, cidrBlock, tier, routeTable) => {
  const availabilityZone = "us-east-1" + letter;
  const made = new Subnet(name, { vpcId, cidrBlock, availabilityZone, tags: { ...tags, tier } });
  new RouteTableAssociation(name, { subnetId: made.id, routeTableId: routeTable.id });
  return made;
};
const open = table("public", { gatewayId: internet.id });
const zones = ["a", "b"].map((letter, index) => {
  const front = subnet("public-" + letter, letter, "10.60." + index + ".0/24", "public", open);
  const eip = new Eip("nat-" + letter, { domain: "vpc", tags });
  const nat = new NatGateway(
    "nat-" + letter,
    { subnetId: front.id, allocationId: eip.allocationId, tags },
    { dependsOn: internet },
  );
  const own = table("private-" + letter, { natGatewayId: nat.id });
  const block = "10.60." + (10 + index) + ".0/24";
  return { front, back: subnet("private-" + letter, letter, block, "private", own), eip, own };
});
for (const service of ["ec2", "monitoring"]) {
  new VpcEndpoint(service, {
    vpcId,
    serviceName: "com.amazonaws.us-east-1." + service,
    vpcEndpointType: "Interface",
    privateDnsEnabled: true,
    subnetIds: zones.map(({ back }) => back.id),
    tags,
  });
}
new VpcEndpoint("s3", {
  vpcId,
  serviceName: "com.amazonaws.us-east-1.s3",
  routeTableIds: [open.id, ...zones.map(({ own }) => own.id)],
  tags,
});
module.exports = {
  vpcId,
  publicSubnets: zones.map(({ front }) => front.id),
  privateSubnets: zones.map(({ back }) => back.id),
  natAddresses: zones.map(({ eip }) => eip.publicIp),
};
`;

interface VpcOutputs {
  readonly vpcId: string;
  readonly publicSubnets: readonly string[];
  readonly privateSubnets: readonly string[];
  readonly natAddresses: readonly string[];
}

/** A stack of that program, in the simulated account of a session. */
export class VpcProgram {
  private readonly folder: string;

  constructor(private readonly session: Session) {
    this.folder = join(session.project, "net");
    mkdirSync(join(this.folder, "node_modules"), { recursive: true });
    writeFileSync(join(this.folder, "Pulumi.yaml"), "name: net\nruntime: nodejs\n");
    writeFileSync(
      join(this.folder, "Pulumi.net.yaml"),
      JSON.stringify({ config: { "aws:region": "us-east-1" } }),
    );
    writeFileSync(join(this.folder, "index.js"), PROGRAM);
    const modules = join(ROOT, "node_modules/@pulumi");
    symlinkSync(modules, join(this.folder, "node_modules/@pulumi"));
  }

  async up(): Promise<VpcOutputs> {
    await this.run("stack", "init", "net");
    await this.run("up", "--yes", "--skip-preview", "--stack", "net");
    return JSON.parse(await this.run("stack", "output", "--json", "--stack", "net")) as VpcOutputs;
  }

  /** What this stack would change: nothing while no one else has changed what it has. */
  async refresh(): Promise<string> {
    return this.run("refresh", "--yes", "--stack", "net", "--expect-no-changes");
  }

  async destroy(): Promise<void> {
    await this.run("destroy", "--yes", "--skip-preview", "--stack", "net");
  }

  private run(...args: readonly string[]): Promise<string> {
    const { pulumi, env } = this.session;
    return askEngine({ pulumi, cwd: this.folder, env }, args);
  }
}

/** Everything that an account has, with tags, in an order that does not depend on who created it when. */
export const inventoryOf = (account: Account): object[] =>
  account
    .everything()
    .map((resource) => ({
      type: resource.type,
      id: resource.id,
      inputs: resource.inputs,
      tags: account.tagsOf(resource),
    }))
    .sort((one, other) => (one.type + one.id < other.type + other.id ? -1 : 1));
