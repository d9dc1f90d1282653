import type { CreateRouteRequest } from "@aws-sdk/client-ec2";
import { type Case, type Step, casesOf } from "../case";
import type { World } from "../world";
import { NO_INTERFACE, NO_TABLE, VIRTUAL, lead, routes, scene } from "./route-scene";

const create = casesOf("ec2:CreateRoute");

const creating = (world: World, table: string, request: Partial<CreateRouteRequest>): Step => ({
  call: async () => {
    await world.ec2.createRoute({
      RouteTableId: table,
      DestinationCidrBlock: VIRTUAL,
      ...request,
    });
    return "done";
  },
  after: () => routes(world, table),
});

export const ROUTE_CREATIONS: readonly Case[] = [
  create(
    "the table has no such route",
    async (world) => {
      const { table, one } = await scene(world);
      return creating(world, table, { NetworkInterfaceId: one });
    },
    ["done", `[${VIRTUAL} one active]`],
  ),
  create(
    "the table has a route for the block to another network interface",
    async (world) => {
      const { table, one, two } = await scene(world);
      await lead(world, table, one);
      return creating(world, table, { NetworkInterfaceId: two });
    },
    ["RouteAlreadyExists", `[${VIRTUAL} one active]`],
    {
      answer: "done",
      after: `[${VIRTUAL} two active]`,
      why: "a route table has one route for a block; moto replaces it",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
    },
  ),
  create(
    "another table has a route for the block",
    async (world) => {
      const { table, one, two } = await scene(world);
      await lead(world, await world.makers.routeTable(), one);
      return creating(world, table, { NetworkInterfaceId: two });
    },
    ["done", `[${VIRTUAL} two active]`],
  ),
  create(
    "to the internet gateway",
    async (world) => {
      const { table } = await scene(world);
      const { gateway } = await world.makers.place();
      return creating(world, table, {
        DestinationCidrBlock: "0.0.0.0/0",
        GatewayId: world.named("gateway", gateway),
      });
    },
    ["done", "[0.0.0.0/0 gateway active]"],
  ),
  create(
    "to the primary network interface of an instance",
    async (world) => {
      const { table } = await scene(world);
      const instance = await world.makers.instance();
      const NetworkInterfaceId = await world.makers.interfaceOf(instance);
      world.named("primary", NetworkInterfaceId);
      return creating(world, table, { NetworkInterfaceId });
    },
    ["done", `[${VIRTUAL} primary active]`],
    undefined,
    {
      answer: "InvalidNetworkInterfaceID.NotFound",
      after: "[]",
      why: "the simulator knows network interfaces that were made on their own, not those that an instance brings",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html",
    },
  ),
  create(
    "no table has the id",
    async (world) => {
      const { one } = await scene(world);
      return { call: creating(world, NO_TABLE, { NetworkInterfaceId: one }).call };
    },
    "InvalidRouteTableID.NotFound",
  ),
  create(
    "no network interface has the id",
    async (world) => {
      const { table } = await scene(world);
      return creating(world, table, { NetworkInterfaceId: NO_INTERFACE });
    },
    ["InvalidNetworkInterfaceID.NotFound", "[]"],
  ),
  create(
    "the block is not a CIDR block",
    async (world) => {
      const { table, one } = await scene(world);
      return creating(world, table, {
        DestinationCidrBlock: "192.0.2.10/33",
        NetworkInterfaceId: one,
      });
    },
    ["InvalidParameterValue", "[]"],
    {
      answer: "done",
      after: "[192.0.2.10/33 one active]",
      why: "a value that is no CIDR block is refused",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
    },
  ),
  create(
    "the block has host bits: EC2 takes its canonical form",
    async (world) => {
      const { table, one } = await scene(world);
      return creating(world, table, {
        DestinationCidrBlock: "100.68.0.18/18",
        NetworkInterfaceId: one,
      });
    },
    ["done", "[100.68.0.0/18 one active]"],
    {
      after: "[100.68.0.18/18 one active]",
      why: "a CIDR block is changed to its canonical form",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html",
    },
  ),
];
