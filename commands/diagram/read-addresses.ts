import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { tagOf, textOf } from "./read-values";
import type { BoxAddress, Box } from "./picture";
import {
  EIP,
  EIP_ASSOCIATION,
  GROUP,
  INSTANCE,
  IPAM_POOL,
  IPAM_POOL_CIDR,
  LOAD_BALANCER,
  NAT_GATEWAY,
  NETWORK_INTERFACE,
  ROUTE,
  SUBNET,
  VPC,
} from "../../stack/types";

const PAIR = "holdfast-pair";

/** An Elastic IP, or a block of a pool, with the box that holds it; without a box while it has no holder. */
export interface DrawnAddress extends BoxAddress {
  readonly resource: Resource;
  readonly boxId: string | undefined;
}

/** Inputs that name the addresses that a resource holds. */
const HOLDERS = [
  [NAT_GATEWAY, "allocationId"],
  [NAT_GATEWAY, "availabilityZoneAddresses"],
  [LOAD_BALANCER, "subnetMappings"],
  [GROUP, "tags"],
  [INSTANCE, "tags"],
] as const;

/** The stack's Elastic IPs and blocks, each with its holder, ordered by key. */
export function readAddresses(graph: StackGraph, pairs: readonly Box[]): DrawnAddress[] {
  const holders = new Map<Resource, string>();
  for (const [type, input] of HOLDERS) {
    for (const holder of graph.ofType(type)) {
      for (const eip of graph.referred(holder, input, EIP)) holders.set(eip, holder.urn);
    }
  }
  for (const association of graph.ofType(EIP_ASSOCIATION)) {
    const [instance] = graph.referred(association, "instanceId", INSTANCE);
    const [eip] = graph.referred(association, "allocationId", EIP);
    if (instance && eip) holders.set(eip, instance.urn);
  }
  const elastic = graph.ofType(EIP).map((resource): DrawnAddress => {
    const ip = textOf(resource, "publicIp");
    const pair = pairs.find(({ id }) => id === pairId(tagOf(resource, "holdfast:holder")));
    return {
      resource,
      key: tagOf(resource, "holdfast:key") ?? resource.name,
      ip,
      boxId: pair?.id ?? holders.get(resource),
    };
  });
  return [...elastic, ...readBlocks(graph)];
}

/** The blocks of the stack's pools, each with the load balancer that takes addresses from it. */
const readBlocks = (graph: StackGraph): DrawnAddress[] =>
  graph.ofType(IPAM_POOL_CIDR).map((resource) => {
    const [pool] = graph.referred(resource, "ipamPoolId", IPAM_POOL);
    const drawing = graph
      .ofType(LOAD_BALANCER)
      .find((one) => pool && graph.referred(one, "ipamPools", IPAM_POOL).includes(pool));
    return {
      resource,
      key: (pool && tagOf(pool, "holdfast:key")) ?? resource.name,
      ip: textOf(resource, "cidr"),
      boxId: drawing?.urn,
    };
  });

const pairId = (holder: string | undefined): string => `pair ${holder}`;

/** A pair of nodes that share one address. */
export const nodesOf = (pair: Box, graph: StackGraph): Resource[] =>
  graph.ofType(INSTANCE).filter((node) => pairId(`pair-${tagOf(node, PAIR)}`) === pair.id);

/**
 * The node that receives traffic: the one in AWS's response, else the first one, which claims the address
 * first.
 */
export function holderOf(pair: Box, graph: StackGraph): Resource | undefined {
  const nodes = nodesOf(pair, graph);
  const cardsOf = (node: Resource) =>
    graph.referred(node, "primaryNetworkInterface", NETWORK_INTERFACE);
  const answers = [
    ...graph.ofType(ROUTE).map(({ outputs }) => outputs?.["networkInterfaceId"]),
    ...graph
      .ofType(EIP)
      .filter((eip) => pairId(tagOf(eip, "holdfast:holder")) === pair.id)
      .map(({ outputs }) => [outputs?.["networkInterface"], outputs?.["instance"]]),
  ];
  const holders = answers.flatMap((answer) => [
    ...graph.named(answer, INSTANCE),
    ...graph.named(answer, NETWORK_INTERFACE),
  ]);
  const isHolder = (node: Resource): boolean =>
    [node, ...cardsOf(node)].some((one) => holders.includes(one));
  return nodes.find(isHolder) ?? nodes[0];
}

/** The address of each pair of nodes, as a separate box: either node may hold it. */
export function readPairs(graph: StackGraph): Box[] {
  const names = new Set(graph.ofType(INSTANCE).flatMap((one) => tagOf(one, PAIR) ?? []));
  return [...names].map((name): Box => {
    const cards = graph.ofType(NETWORK_INTERFACE).filter((card) => tagOf(card, PAIR) === name);
    const route = graph
      .ofType(ROUTE)
      .find((one) =>
        graph
          .referred(one, "networkInterfaceId", NETWORK_INTERFACE)
          .some((card) => cards.includes(card)),
      );
    const cidr = route && textOf(route, "destinationCidrBlock");
    const vpc = cards
      .flatMap((card) => graph.referred(card, "subnetId", SUBNET))
      .flatMap((subnet) => graph.referred(subnet, "vpcId", VPC))[0];
    return {
      id: pairId(`pair-${name}`),
      kind: "balancer",
      title: `address of the pair ${name}`,
      details: [cidr === undefined ? "an Elastic IP, held by one node" : "by route, to one node"],
      addresses: cidr === undefined ? [] : [{ key: cidr.replace(/\/32$/, "") }],
      position: vpc ? { kind: "vpc", vpc: vpc.urn } : { kind: "above" },
    };
  });
}
