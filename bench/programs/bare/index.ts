/** The floor: the same resources and inputs as ../components declares, written out without components. */
import * as pulumi from "@pulumi/pulumi";
import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup";
import { Eip } from "@pulumi/aws/ec2/eip";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { ManagedPrefixList } from "@pulumi/aws/ec2/managedPrefixList";
import { ManagedPrefixListEntry } from "@pulumi/aws/ec2/managedPrefixListEntry";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { Route } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";

const named = (name: string) => ({ environment: "bench", Name: name });

export = async () => {
  const zones = (await getAvailabilityZones({ state: "available" })).names.slice(0, 2);
  for (let index = 0; index < Number(process.env["BENCH_VPCS"]); index++) declare(index, zones);
};

function declare(index: number, zones: readonly string[]): void {
  const network = `network${index}`;
  const inventory = `addresses${index}`;

  const list = new ManagedPrefixList(`${inventory}-allow-list`, {
    addressFamily: "IPv4",
    maxEntries: 10,
    tags: named(`${inventory}-allow-list`),
  });
  const vpc = new Vpc(network, {
    cidrBlock: `10.${index}.0.0/16`,
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: named(network),
  });
  new DefaultSecurityGroup(`${network}-default`, {
    vpcId: vpc.id,
    tags: named(`${network}-default`),
  });
  const internet = new InternetGateway(`${network}-internet`, {
    vpcId: vpc.id,
    tags: named(`${network}-internet`),
  });
  const publicTable = new RouteTable(`${network}-public`, {
    vpcId: vpc.id,
    tags: named(`${network}-public`),
  });
  new Route(`${network}-public-internet`, {
    routeTableId: publicTable.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: internet.id,
  });

  zones.forEach((zone, slot) => {
    const letter = zone.slice(-1);
    const subnet = (tier: string, third: number) =>
      new Subnet(`${network}-${tier}-${letter}`, {
        vpcId: vpc.id,
        availabilityZone: zone,
        cidrBlock: `10.${index}.${third}.0/20`,
        tags: named(`${network}-${tier}-${letter}`),
      });
    const publicSubnet = subnet("public", slot * 16);
    const privateSubnet = subnet("private", 128 + slot * 16);
    new RouteTableAssociation(`${network}-public-${letter}`, {
      subnetId: publicSubnet.id,
      routeTableId: publicTable.id,
    });
    const privateTable = new RouteTable(`${network}-private-${letter}`, {
      vpcId: vpc.id,
      tags: named(`${network}-private-${letter}`),
    });
    new RouteTableAssociation(`${network}-private-${letter}`, {
      subnetId: privateSubnet.id,
      routeTableId: privateTable.id,
    });

    const key = `egress-${letter}`;
    const eip = new Eip(`${inventory}-${key}`, {
      domain: "vpc",
      tags: {
        ...named(`${inventory}-${key}`),
        "holdfast:key": key,
        "holdfast:role": "egress",
        "holdfast:holder": `nat-${letter}`,
      },
    });
    new ManagedPrefixListEntry(`${inventory}-${key}`, {
      prefixListId: list.id,
      cidr: pulumi.interpolate`${eip.publicIp}/32`,
      description: key,
    });
    const gateway = new NatGateway(
      `${network}-nat-${letter}`,
      {
        subnetId: publicSubnet.id,
        allocationId: eip.allocationId,
        tags: named(`${network}-nat-${letter}`),
      },
      { dependsOn: internet, deleteBeforeReplace: true },
    );
    new Route(`${network}-private-${letter}-egress`, {
      routeTableId: privateTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: gateway.id,
    });
  });
}
