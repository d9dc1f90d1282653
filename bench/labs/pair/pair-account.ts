import { associationOfAddress } from "../../../simulator/model/addresses";
import {
  INSTANCE,
  INSTANCE_PROFILE,
  NETWORK_INTERFACE,
  ROLE,
  ROUTE,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { text } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { CLIENTS, type Letter, SUBNETS } from "./pair-network";

const VIRTUAL_ADDRESS = "172.31.255.10";

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});

type RouteTableName = keyof typeof CLIENTS;
const TABLES = Object.keys(CLIENTS) as RouteTableName[];

/** A VPC with a pair in two zones, as the component creates it, with the address on node a. */
export class PairAccount {
  readonly aws = new Lab();
  readonly interfaces: Readonly<Record<Letter, Stored>>;
  readonly instances: Readonly<Record<Letter, Stored>>;
  readonly tables: Readonly<Record<RouteTableName, Stored>>;
  readonly eip = this.aws.eip();

  constructor(readonly failover: "route" | "eip") {
    const { aws } = this;
    const vpc = aws.vpc();
    aws.gateway(vpc);
    const role = aws.make(ROLE, { name: "node", assumeRolePolicy: trust });
    const profile = aws.make(INSTANCE_PROFILE, { name: "node", role: role.id });
    const each = <T>(make: (letter: Letter) => T) => ({ a: make("a"), b: make("b") });
    this.interfaces = each((letter) => {
      const zone = { cidrBlock: SUBNETS[letter], availabilityZone: `us-east-1${letter}` };
      const { id } = aws.subnet(vpc, zone);
      return aws.make(NETWORK_INTERFACE, { subnetId: id, sourceDestCheck: false });
    });
    this.instances = each((letter) =>
      aws.make(INSTANCE, {
        ami: "ami-0123456789abcdef0",
        instanceType: "t3.small",
        primaryNetworkInterface: { networkInterfaceId: this.interfaces[letter].id },
        iamInstanceProfile: profile.id,
        metadataOptions: { instanceMetadataTags: "enabled" },
        tags: {
          "holdfast-node": `main-${letter}`,
          ...(failover === "eip" && { "holdfast-allocation-id": this.eip.id }),
        },
      }),
    );
    const table = (): Stored => aws.routeTable(vpc);
    this.tables = { public: table(), a: table(), b: table() };
    for (const { id } of failover === "route" ? Object.values(this.tables) : []) {
      aws.make(ROUTE, {
        routeTableId: id,
        destinationCidrBlock: `${VIRTUAL_ADDRESS}/32`,
        networkInterfaceId: this.interfaces.a.id,
      });
    }
  }

  /** The address that clients connect to. */
  get destination(): string {
    return this.failover === "route" ? VIRTUAL_ADDRESS : text(this.eip.outputs["publicIp"]);
  }

  get addresses(): Readonly<Record<Letter, string>> {
    const of = (letter: Letter): string => text(this.interfaces[letter].outputs["privateIp"]);
    return { a: of("a"), b: of("b") };
  }

  /** The node that each route table routes to; undefined for none. */
  get ways(): Record<RouteTableName, Letter | undefined> {
    return Object.fromEntries(TABLES.map((table) => [table, this.wayFrom(table)])) as Record<
      RouteTableName,
      Letter | undefined
    >;
  }

  /**
   * The paths of packets for the address. With routes, EC2 drops them if the interface checks source and
   * destination.
   */
  get deliveries(): PairAccount["ways"] {
    const drops = (letter: Letter | undefined) =>
      this.failover === "route" &&
      letter !== undefined &&
      this.aws.state(this.interfaces[letter])["sourceDestCheck"] !== false;
    return Object.fromEntries(
      Object.entries(this.ways).map(([table, way]) => [table, drops(way) ? undefined : way]),
    ) as PairAccount["ways"];
  }

  /** Enables a node's source/destination check, as an update by the provider may do. */
  turnCheckOn(letter: Letter): void {
    this.aws.change(this.interfaces[letter], { sourceDestCheck: true });
  }

  private wayFrom(table: RouteTableName): Letter | undefined {
    const id =
      this.failover === "eip"
        ? associationOfAddress(this.aws.account, this.eip.id).networkInterfaceId
        : this.routeIn(table)?.inputs["networkInterfaceId"];
    return (["a", "b"] as const).find((letter) => this.interfaces[letter].id === id);
  }

  private routeIn(table: RouteTableName): Stored | undefined {
    return this.aws.account
      .referring(this.tables[table].id, ROUTE)
      .find(({ inputs }) => inputs["destinationCidrBlock"] === `${VIRTUAL_ADDRESS}/32`);
  }

  /** Points the routes of some tables to a node. */
  point(letter: Letter, ...tables: RouteTableName[]): void {
    for (const table of tables) {
      this.aws.change(this.routeIn(table)!, { networkInterfaceId: this.interfaces[letter].id });
    }
  }

  /** Names the route tables in the tag of a node, as the stack does. */
  tagTables(letter: Letter, ...tables: RouteTableName[]): void {
    const ids = tables.map((table) => this.tables[table].id).join(" ");
    this.aws.change(this.instances[letter], { tags: { "holdfast-route-tables": ids } });
  }

  /** Names another Elastic IP in the tags of both nodes, as the stack does that adopts it. */
  adopt(eip: Stored): void {
    for (const instance of Object.values(this.instances)) {
      const tags = { ...this.aws.account.tagsOf(instance), "holdfast-allocation-id": eip.id };
      this.aws.change(this.aws.account.read(instance)!, { tags });
    }
  }

  /** The settings in node.env. */
  settingsOf(letter: Letter, peer: string): Record<string, string> {
    return {
      AWS_REGION: "us-east-1",
      HOLDFAST_NODE: `main-${letter}`,
      HOLDFAST_PAIR: "main",
      HOLDFAST_HEALTH_PORT: "9001",
      HOLDFAST_PEER: peer,
      HOLDFAST_NETWORK_INTERFACE: this.interfaces[letter].id,
      HOLDFAST_FAILOVER: this.failover,
      ...(this.failover === "route" && {
        HOLDFAST_VIRTUAL_ADDRESS: VIRTUAL_ADDRESS,
        HOLDFAST_ROUTE_TABLES: Object.values(this.tables)
          .map(({ id }) => id)
          .join(" "),
      }),
    };
  }
}
