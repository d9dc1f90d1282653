import type { World } from "../world";

export const VIRTUAL = "192.0.2.10/32";
export const NO_TABLE = "rtb-0123456789abcdef0";
export const NO_INTERFACE = "eni-0123456789abcdef0";

/** A route table, and the network interfaces of two nodes. */
export async function scene(world: World) {
  const { makers } = world;
  const table = world.named("table", await makers.routeTable());
  const one = await makers.node();
  const two = await makers.node();
  world.named("one", one.networkInterface);
  world.named("two", two.networkInterface);
  return { table, one: one.networkInterface, two: two.networkInterface, node: one.instance };
}

/** The targets of the tables' routes, as the programs read them. */
export async function routes({ ec2 }: World, ...tables: string[]): Promise<string[]> {
  const { RouteTables = [] } = await ec2.describeRouteTables({
    Filters: [{ Name: "route-table-id", Values: tables }],
  });
  return RouteTables.flatMap(({ Routes = [] }) =>
    Routes.filter(({ GatewayId }) => GatewayId !== "local").map(
      ({ DestinationCidrBlock, NetworkInterfaceId, NatGatewayId, GatewayId, State }) =>
        `${DestinationCidrBlock} ${NetworkInterfaceId || NatGatewayId || GatewayId} ${State}`,
    ),
  );
}

export const lead = ({ ec2 }: World, RouteTableId: string, NetworkInterfaceId: string) =>
  ec2.createRoute({ RouteTableId, DestinationCidrBlock: VIRTUAL, NetworkInterfaceId });
