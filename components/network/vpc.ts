import * as pulumi from "@pulumi/pulumi";
import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import type { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { Route } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet as AwsSubnet } from "@pulumi/aws/ec2/subnet";
import { Vpc as AwsVpc } from "@pulumi/aws/ec2/vpc";
import { addressOf } from "../addresses/address-map";
import { checkArgs } from "../settings/check-args";
import { type Tags, named } from "../tags";
import { validateVpc } from "./check-args";
import { egressKey, type GatewayEndpointService, natZones } from "./egress";
import { createGatewayEndpoints, createInterfaceEndpoints } from "./endpoints";
import { createFlowLogs } from "./flow-logs";
import { createNatGateways } from "./nat-gateways";
import type { Network, PerZone, RouteTables } from "./network";
import { planSubnets, regionOf, type ZonePlan } from "./plan-subnets";
import type { VpcArgs } from "./args";

type OwnRouteTables = Readonly<Record<string, pulumi.Output<string>>>;

/** A subnet of a `Vpc`, with a CIDR that is derived from the VPC's. */
export interface VpcSubnet {
  readonly id: pulumi.Output<string>;
  readonly cidr: string;
}

const ANYWHERE = "0.0.0.0/0";

/**
 * A VPC with a public and a private subnet in each availability zone.
 *
 * Guarantees
 * - Private subnets are not reachable from the internet. With `privatelink` and `none`, they cannot reach the
 *   internet either.
 * - A zone's subnets, route table and gateway have the zone's letter in their names and depend on nothing else.
 *   Adding, removing or reordering zones replaces no resource of another zone.
 * - Public subnets do not assign public addresses at launch, and the default security group has no
 *   rules.
 *
 * Creates `<name>` (VPC), `<name>-default` (its security group, emptied), `<name>-internet` (internet
 * gateway), `<name>-public` (route table of all public subnets, with its route and associations);
 * for each zone `<name>-public-<letter>` and `<name>-private-<letter>` (subnets; the private one with
 * a route table and association of the same name); and by `egress`: `<name>-nat-<letter>` or
 * `<name>-nat` (NAT gateways) with a route `<name>-private-<letter>-egress` in each zone;
 * `<name>-endpoint-<service>` (endpoints) and `<name>-endpoints` (their security group), also for the endpoints of
 * `frontDoor`. With `flowLogs` also `<name>-flow-logs` (flow log, log group, role).
 *
 * @example
 * ```ts
 * const network = new Vpc("network", {
 *   cidr: "10.20.0.0/16",
 *   availabilityZones: ["eu-west-1a", "eu-west-1b"],
 *   egress: { kind: "privatelink", interfaceEndpoints: ["ssm", "ssmmessages"] },
 * });
 * ```
 */
export class Vpc extends pulumi.ComponentResource implements Network {
  readonly vpcId: pulumi.Output<string>;
  readonly cidr: string;
  readonly publicSubnets: PerZone<VpcSubnet>;
  readonly privateSubnets: PerZone<VpcSubnet>;
  /** One table, with the key `public`. */
  readonly publicRouteTables: OwnRouteTables;
  /** Tables by zone letter. */
  readonly privateRouteTables: OwnRouteTables;
  readonly frontDoorSubnets: PerZone<VpcSubnet>;
  readonly frontDoorRouteTables: OwnRouteTables;
  /** Public source addresses of outbound traffic, sorted by zone; empty without NAT. */
  readonly egressAddresses: pulumi.Output<string[]>;
  readonly dependencies: readonly pulumi.Resource[] = [this];

  readonly #name: string;
  readonly #tags: Tags | undefined;

  constructor(name: string, args: VpcArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("Vpc", name, validateVpc(args));
    super("holdfast:network:Vpc", name, {}, opts);
    this.#name = name;
    this.#tags = args.tags;
    const zones = planSubnets(args.cidr, args.availabilityZones);

    const vpc = this.createVpc(args.cidr);
    const internet = new InternetGateway(
      `${name}-internet`,
      { vpcId: vpc.id, tags: this.named("internet") },
      { parent: this },
    );
    this.vpcId = vpc.id;
    this.cidr = args.cidr;
    this.publicSubnets = this.createSubnets("public", zones);
    this.privateSubnets = this.createSubnets("private", zones);
    this.publicRouteTables = { public: this.createPublicRoutes(zones, internet) };
    this.privateRouteTables = this.createPrivateRouteTables(zones);
    const isPrivate = args.frontDoor?.tier === "private";
    this.frontDoorSubnets = isPrivate ? this.privateSubnets : this.publicSubnets;
    this.frontDoorRouteTables = isPrivate ? this.privateRouteTables : this.publicRouteTables;
    this.createEndpoints(args, zones);
    this.egressAddresses = this.createEgress(args, zones, internet);
    if (args.flowLogs) {
      const { retentionDays } = args.flowLogs;
      const source = { parent: this, vpcId: vpc.id, accountId: vpc.ownerId };
      createFlowLogs(`${name}-flow-logs`, source, retentionDays, args.tags);
    }
    this.registerOutputs({
      vpcId: this.vpcId,
      cidr: this.cidr,
      publicSubnets: this.publicSubnets,
      privateSubnets: this.privateSubnets,
      publicRouteTables: this.publicRouteTables,
      privateRouteTables: this.privateRouteTables,
      frontDoorSubnets: this.frontDoorSubnets,
      frontDoorRouteTables: this.frontDoorRouteTables,
      egressAddresses: this.egressAddresses,
    });
  }

  private createVpc(cidrBlock: string): AwsVpc {
    const vpc = new AwsVpc(
      this.#name,
      {
        cidrBlock,
        // Private DNS of interface endpoints requires both. So does DNS resolution of private addresses across a
        // peering.
        enableDnsSupport: true,
        enableDnsHostnames: true,
        tags: named(this.#name, this.#tags),
      },
      { parent: this },
    );
    new DefaultSecurityGroup(
      `${this.#name}-default`,
      { vpcId: vpc.id, tags: this.named("default") },
      { parent: this },
    );
    return vpc;
  }

  private createSubnets(
    tier: "public" | "private",
    zones: readonly ZonePlan[],
  ): PerZone<VpcSubnet> {
    const subnets: Record<string, VpcSubnet> = {};
    for (const { zone, letter, publicCidr, privateCidr } of zones) {
      const cidr = tier === "public" ? publicCidr : privateCidr;
      const subnet = new AwsSubnet(
        `${this.#name}-${tier}-${letter}`,
        {
          vpcId: this.vpcId,
          availabilityZone: zone,
          cidrBlock: cidr,
          tags: this.named(`${tier}-${letter}`),
        },
        { parent: this },
      );
      subnets[zone] = { id: subnet.id, cidr };
    }
    return subnets;
  }

  private createPublicRoutes(
    zones: readonly ZonePlan[],
    internet: InternetGateway,
  ): pulumi.Output<string> {
    const table = this.createRouteTable("public");
    new Route(
      `${this.#name}-public-internet`,
      { routeTableId: table.id, destinationCidrBlock: ANYWHERE, gatewayId: internet.id },
      { parent: this },
    );
    for (const { zone, letter } of zones) {
      this.associate(`public-${letter}`, this.publicSubnets[zone]!, table);
    }
    return table.id;
  }

  private createPrivateRouteTables(zones: readonly ZonePlan[]): OwnRouteTables {
    const ids: Record<string, pulumi.Output<string>> = {};
    for (const { zone, letter } of zones) {
      const table = this.createRouteTable(`private-${letter}`);
      this.associate(`private-${letter}`, this.privateSubnets[zone]!, table);
      ids[letter] = table.id;
    }
    return ids;
  }

  private createEndpoints({ egress, frontDoor, tags }: VpcArgs, zones: readonly ZonePlan[]): void {
    const place = {
      parent: this,
      name: this.#name,
      region: regionOf(zones[0]!.zone),
      vpcId: this.vpcId,
      cidr: this.cidr,
      subnetIds: Object.values(this.privateSubnets).map(({ id }) => id),
      tags,
    };
    const gateways: Partial<Record<GatewayEndpointService, RouteTables>> = {};
    for (const service of egress.gatewayEndpoints ?? []) {
      gateways[service] = this.privateRouteTables;
    }
    for (const service of frontDoor?.gatewayEndpoints ?? []) {
      gateways[service] = { ...gateways[service], ...this.frontDoorRouteTables };
    }
    createGatewayEndpoints(place, gateways);
    const named = egress.kind === "privatelink" ? egress.interfaceEndpoints : [];
    const services = new Set([...named, ...(frontDoor?.interfaceEndpoints ?? [])]);
    if (services.size > 0) createInterfaceEndpoints(place, [...services]);
  }

  private createEgress(
    { egress, availabilityZones }: VpcArgs,
    zones: readonly ZonePlan[],
    internet: InternetGateway,
  ): pulumi.Output<string[]> {
    switch (egress.kind) {
      case "none":
      case "privatelink":
        return pulumi.output([]);
      case "nat": {
        const place = {
          parent: this,
          vpcId: this.vpcId,
          publicSubnets: this.publicSubnets,
          internet,
          tags: this.#tags,
        };
        const names = zones.map(({ zone }) => zone);
        const gateways = createNatGateways(`${this.#name}-nat`, place, egress, names);
        for (const { zone, letter } of zones) this.routeToNat(letter, gateways(zone));
        const used = [...natZones(egress, availabilityZones)].sort();
        return pulumi.all(
          used.map((zone) => addressOf(egress.addresses, egressKey(zone)).publicIp),
        );
      }
    }
  }

  private routeToNat(letter: string, gateway: NatGateway): void {
    new Route(
      `${this.#name}-private-${letter}-egress`,
      {
        routeTableId: this.privateRouteTables[letter]!,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: gateway.id,
      },
      { parent: this },
    );
  }

  private createRouteTable(role: string): RouteTable {
    return new RouteTable(
      `${this.#name}-${role}`,
      { vpcId: this.vpcId, tags: this.named(role) },
      { parent: this },
    );
  }

  private associate(role: string, subnet: VpcSubnet, table: RouteTable): void {
    new RouteTableAssociation(
      `${this.#name}-${role}`,
      { subnetId: subnet.id, routeTableId: table.id },
      { parent: this },
    );
  }

  private named(role: string): Record<string, pulumi.Input<string>> {
    return named(`${this.#name}-${role}`, this.#tags);
  }
}
