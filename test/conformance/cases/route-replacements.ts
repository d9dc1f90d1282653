import type { ReplaceRouteRequest } from "@aws-sdk/client-ec2";
import { type Case, type Step, casesOf } from "../case";
import type { World } from "../world";
import { NO_INTERFACE, NO_TABLE, VIRTUAL, lead, routes, scene } from "./route-scene";

const replace = casesOf("ec2:ReplaceRoute");

const replacing = (world: World, table: string, request: Partial<ReplaceRouteRequest>): Step => ({
  call: async () => {
    await world.ec2.replaceRoute({
      RouteTableId: table,
      DestinationCidrBlock: VIRTUAL,
      ...request,
    });
    return "done";
  },
  after: () => routes(world, table),
});

export const ROUTE_REPLACEMENTS: readonly Case[] = [
  replace(
    "the route targets another network interface",
    async (world) => {
      const { table, one, two } = await scene(world);
      await lead(world, table, one);
      return replacing(world, table, { NetworkInterfaceId: two });
    },
    ["done", `[${VIRTUAL} two active]`],
  ),
  replace(
    "the route already has this target",
    async (world) => {
      const { table, one } = await scene(world);
      await lead(world, table, one);
      return replacing(world, table, { NetworkInterfaceId: one });
    },
    ["done", `[${VIRTUAL} one active]`],
  ),
  replace(
    "the route targets the internet gateway",
    async (world) => {
      const { table, one } = await scene(world);
      const { gateway } = await world.makers.place();
      await world.ec2.createRoute({
        RouteTableId: table,
        DestinationCidrBlock: VIRTUAL,
        GatewayId: gateway,
      });
      return replacing(world, table, { NetworkInterfaceId: one });
    },
    ["done", `[${VIRTUAL} one active]`],
  ),
  replace(
    "the instance that the route targets is terminated",
    async (world) => {
      const { table, one, two, node } = await scene(world);
      await lead(world, table, one);
      await world.makers.terminate(node);
      return replacing(world, table, { NetworkInterfaceId: two });
    },
    ["done", `[${VIRTUAL} two active]`],
  ),
  replace(
    "the table has no such route",
    async (world) => {
      const { table, one } = await scene(world);
      return replacing(world, table, { NetworkInterfaceId: one });
    },
    ["InvalidParameterValue", "[]"],
  ),
  replace(
    "the table has a route for another block only",
    async (world) => {
      const { table, one } = await scene(world);
      await lead(world, table, one);
      return replacing(world, table, {
        DestinationCidrBlock: "192.0.2.11/32",
        NetworkInterfaceId: one,
      });
    },
    ["InvalidParameterValue", `[${VIRTUAL} one active]`],
  ),
  replace(
    "no table has the id",
    async (world) => {
      const { one } = await scene(world);
      return { call: replacing(world, NO_TABLE, { NetworkInterfaceId: one }).call };
    },
    "InvalidRouteTableID.NotFound",
  ),
  replace(
    "no network interface has the id",
    async (world) => {
      const { table, one } = await scene(world);
      await lead(world, table, one);
      return replacing(world, table, { NetworkInterfaceId: NO_INTERFACE });
    },
    ["InvalidNetworkInterfaceID.NotFound", `[${VIRTUAL} one active]`],
  ),
  replace(
    "the route of another table for the block stays",
    async (world) => {
      const { table, one, two } = await scene(world);
      const other = await world.makers.routeTable();
      await lead(world, table, one);
      await lead(world, other, one);
      return {
        call: replacing(world, table, { NetworkInterfaceId: two }).call,
        after: () => routes(world, other),
      };
    },
    ["done", `[${VIRTUAL} one active]`],
  ),
];
