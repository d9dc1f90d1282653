import { type Case, casesOf } from "../case";
import { NO_TABLE, VIRTUAL, lead, routes, scene } from "./route-scene";

const describe = casesOf("ec2:DescribeRouteTables");

const STAYS_ACTIVE = {
  why: "the target of a route is gone: its state is blackhole",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html",
};

export const ROUTE_READS: readonly Case[] = [
  describe(
    "a table with the route of its VPC alone",
    async (world) => {
      const { table } = await scene(world);
      return { call: () => routes(world, table) };
    },
    "[]",
  ),
  describe(
    "a route to a network interface",
    async (world) => {
      const { table, one } = await scene(world);
      await lead(world, table, one);
      return { call: () => routes(world, table) };
    },
    `[${VIRTUAL} one active]`,
  ),
  describe(
    "a network interface that no instance has",
    async (world) => {
      const { table } = await scene(world);
      await lead(world, table, world.named("loose", await world.makers.networkInterface()));
      return { call: () => routes(world, table) };
    },
    `[${VIRTUAL} loose blackhole]`,
    { ...STAYS_ACTIVE, answer: `[${VIRTUAL} loose active]` },
  ),
  describe(
    "the network interface that a route targets is deleted",
    async (world) => {
      const { table } = await scene(world);
      const loose = world.named("loose", await world.makers.networkInterface());
      await lead(world, table, loose);
      await world.makers.deleteNetworkInterface(loose);
      return { call: () => routes(world, table) };
    },
    `[${VIRTUAL} loose blackhole]`,
    { ...STAYS_ACTIVE, answer: `[${VIRTUAL} loose active]` },
  ),
  describe(
    "the instance that a route targets is terminated",
    async (world) => {
      const { table, one, node } = await scene(world);
      await lead(world, table, one);
      await world.makers.terminate(node);
      return { call: () => routes(world, table) };
    },
    `[${VIRTUAL} one blackhole]`,
    { ...STAYS_ACTIVE, answer: `[${VIRTUAL} one active]` },
  ),
  describe(
    "the instance that a route targets is stopped",
    async (world) => {
      const { table, one, node } = await scene(world);
      await lead(world, table, one);
      await world.makers.stop(node);
      return { call: () => routes(world, table) };
    },
    `[${VIRTUAL} one blackhole]`,
    { ...STAYS_ACTIVE, answer: `[${VIRTUAL} one active]` },
  ),
  describe(
    "two tables",
    async (world) => {
      const { table, one, two } = await scene(world);
      const other = await world.makers.routeTable();
      await lead(world, table, one);
      await lead(world, other, two);
      return {
        call: async () => (await routes(world, table, other)).map((one) => world.show(one)).sort(),
      };
    },
    `[${VIRTUAL} one active,${VIRTUAL} two active]`,
  ),
  describe(
    "a filter of two ids, of which one is of no table",
    async (world) => {
      const { table, one } = await scene(world);
      await lead(world, table, one);
      return { call: () => routes(world, table, NO_TABLE) };
    },
    `[${VIRTUAL} one active]`,
  ),
  describe(
    "a filter of an id that no table has",
    (world) => Promise.resolve({ call: () => routes(world, NO_TABLE) }),
    "[]",
  ),
  describe(
    "a route to a NAT gateway",
    async (world) => {
      const { table } = await scene(world);
      const nat = world.named("nat", await world.makers.natGateway(await world.makers.address()));
      await world.ec2.createRoute({
        RouteTableId: table,
        DestinationCidrBlock: "0.0.0.0/0",
        NatGatewayId: nat,
      });
      return { call: () => routes(world, table) };
    },
    "[0.0.0.0/0 nat active]",
  ),
];
