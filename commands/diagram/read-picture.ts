import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { namesBehind, ownName } from "./forwarding";
import type { Box, Picture, BoxPosition, DrawnVpc } from "./picture";
import { type DrawnAddress, holderOf, nodesOf, readAddresses, readPairs } from "./read-addresses";
import { readBalancing } from "./read-balancing";
import { graphWithExisting } from "./read-existing";
import { readMachines } from "./read-machines";
import { type DnsName, readNames } from "./read-names";
import { readNetwork } from "./read-network";
import { type WeightedFlow, withShares } from "./shares";
import { SUBNET, VPC } from "../../stack/types";

interface PictureOptions {
  readonly title: string;
  /** Whether AWS assigned the addresses. Those of a mocked run are invented, and left out. */
  readonly deployed: boolean;
}

/** Builds the picture of a stack's resources. */
export function readPicture(
  resources: readonly Resource[],
  { title, deployed }: PictureOptions,
): Picture {
  const graph = graphWithExisting(resources);
  const { vpcs, peerings } = readNetwork(graph);
  const pairs = readPairs(graph);
  const held = readAddresses(graph, pairs);
  const nodes = pairs.flatMap((pair) => {
    const holder = holderOf(pair, graph);
    return nodesOf(pair, graph).map((node) => ({ pair, node, isActive: node === holder }));
  });
  const standby = new Set(nodes.flatMap(({ node, isActive }) => (isActive ? [] : node.urn)));
  const machines = [...readMachines(graph), ...pairs]
    .map((box) => withAddresses(box, held))
    .map((box) => (standby.has(box.id) ? withDetail(box, "standby") : box));
  const waiting = held.filter(({ boxId }) => machines.every(({ id }) => id !== boxId));
  const names = readNames(graph);
  const ways = [
    ...names.flatMap((name) => flowsOfName(name, held)),
    ...readBalancing(graph),
    ...nodes.map(({ pair, node, isActive }): WeightedFlow => {
      return { from: pair.id, to: node.urn, weight: isActive ? 1 : 0 };
    }),
    ...graph.resources.flatMap((one) => [
      ...namesBehind(one, graph).map((name): WeightedFlow => ({ from: one.urn, to: nameId(name) })),
      ...[ownName(one) ?? []]
        .flat()
        .map((name): WeightedFlow => ({ from: nameId(name), to: one.urn })),
    ]),
  ].filter(
    (way, index, all) =>
      all.findIndex((one) => one.from === way.from && one.to === way.to) === index,
  );
  const boxes = [
    ...machines,
    ...names.map((name) => nameBox(name, ways, graph)),
    ...outsideNames(ways, names),
    ...(waiting.length > 0 ? [waitingBox(waiting)] : []),
  ];
  const known = new Set(boxes.map(({ id }) => id));
  const drawn = ways.filter(({ from, to }) => known.has(from) && known.has(to));
  const placed = boxes.map((box) => withReach(box, boxes, drawn, vpcs));
  const clients = readClients(placed, drawn, names);
  const all = [...clients.boxes, ...placed].map((box) => withKnownPosition(box, vpcs));
  return {
    title,
    vpcs,
    boxes: deployed ? all : all.map(withoutAnswers),
    flows: withShares([...clients.ways, ...drawn]),
    peerings,
  };
}

const nameId = (name: string): string => `name ${name}`;

const withAddresses = (box: Box, held: readonly DrawnAddress[]): Box => ({
  ...box,
  addresses: [
    ...box.addresses,
    ...held.filter(({ boxId }) => boxId === box.id).map(({ key, ip }) => ({ key, ip })),
  ],
});

const withDetail = (box: Box, detail: string): Box => ({
  ...box,
  details: [...box.details, detail],
});

/** A public name of hosts in private subnets only is for clients in that VPC, and is drawn there. */
function withReach(
  box: Box,
  boxes: readonly Box[],
  ways: readonly WeightedFlow[],
  vpcs: readonly DrawnVpc[],
): Box {
  if (box.kind !== "name" || box.position.kind !== "above") return box;
  const targets = ways.filter(({ from }) => from === box.id).map(({ to }) => to);
  const positions = boxes.filter(({ id }) => targets.includes(id)).map(({ position }) => position);
  const vpc = vpcs.find(({ zones }) => {
    const subnets = zones.flatMap((zone) => zone.subnets).filter(({ isPublic }) => !isPublic);
    const isHidden = (id: string): boolean => subnets.some((subnet) => subnet.id === id);
    return positions.every(
      (position) =>
        position.kind === "subnets" &&
        position.subnets.length > 0 &&
        position.subnets.every(isHidden),
    );
  });
  if (!vpc || positions.length === 0) return box;
  return {
    ...withDetail(box, "private address inside the VPC"),
    position: { kind: "vpc", vpc: vpc.id },
  };
}

/** Boxes in subnets or VPCs that the stack only refers to are drawn below all others. */
function withKnownPosition(box: Box, vpcs: readonly DrawnVpc[]): Box {
  const { position } = box;
  const below = { ...box, position: { kind: "below" } } as const;
  if (position.kind === "vpc") return vpcs.some(({ id }) => id === position.vpc) ? box : below;
  if (position.kind !== "subnets") return box;
  const known = vpcs.flatMap(({ zones }) => zones.flatMap((zone) => zone.subnets));
  const subnets = position.subnets.filter((id) => known.some((subnet) => subnet.id === id));
  return subnets.length > 0 ? { ...box, position: { kind: "subnets", subnets } } : below;
}

const withoutAnswers = (box: Box): Box => ({
  ...box,
  addresses: box.addresses.map(({ key }) => ({ key })),
});

const flowsOfName = ({ name, targets }: DnsName, held: readonly DrawnAddress[]): WeightedFlow[] =>
  targets.flatMap(({ target, weight }): WeightedFlow[] => {
    const to =
      typeof target === "string"
        ? nameId(target)
        : (held.find(({ resource }) => resource === target)?.boxId ?? target.urn);
    return [{ from: nameId(name), to, weight }];
  });

function nameBox(
  { name, vpcs, targets }: DnsName,
  ways: readonly WeightedFlow[],
  graph: StackGraph,
): Box {
  const isPrivate = vpcs.length > 0;
  return {
    id: nameId(name),
    kind: "name",
    title: name,
    details: [isPrivate ? "private name" : "public name, Route 53"],
    addresses: [],
    position: isPrivate ? positionOf(vpcs[0]!, targets, graph) : publicPosition(name, ways),
  };
}

/** A private name is drawn in its VPC, unless its targets are in other VPCs. */
function positionOf(vpc: Resource, targets: DnsName["targets"], graph: StackGraph): BoxPosition {
  const leadsOut = targets.some(({ target }) => {
    if (typeof target === "string") return true;
    const subnets = graph.referred(target, "subnets", SUBNET);
    const own = subnets.flatMap((subnet) => graph.referred(subnet, "vpcId", VPC));
    return own.some((one) => one !== vpc);
  });
  return leadsOut ? { kind: "below" } : { kind: "vpc", vpc: vpc.urn };
}

/** Names that proxies resolve are drawn behind them. All other public names are for clients. */
const publicPosition = (name: string, ways: readonly WeightedFlow[]): BoxPosition => ({
  kind: ways.some(({ to }) => to === nameId(name)) ? "below" : "above",
});

/** Names that the stack's resources forward to, but that the stack does not manage. */
function outsideNames(ways: readonly WeightedFlow[], names: readonly DnsName[]): Box[] {
  const outside = ways.flatMap(({ to }) => (to.startsWith("name ") ? to.slice(5) : []));
  return [...new Set(outside)]
    .filter((name) => names.every((one) => one.name !== name))
    .sort()
    .map((name) => ({
      id: nameId(name),
      kind: "name",
      title: name,
      details: [
        /\.elb\.(?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$/.test(name)
          ? "existing load balancer"
          : "outside this stack",
      ],
      addresses: [],
      position: { kind: "below" },
    }));
}

const waitingBox = (waiting: readonly DrawnAddress[]): Box => ({
  id: "waiting addresses",
  kind: "gateway",
  title: "unassociated addresses",
  details: [],
  addresses: waiting.map(({ key, ip }) => ({ key, ip })),
  position: { kind: "above" },
});

/** Clients, where traffic starts: they connect to public names, else to addresses without a name. */
function readClients(
  boxes: readonly Box[],
  ways: readonly WeightedFlow[],
  names: readonly DnsName[],
): { boxes: Box[]; ways: WeightedFlow[] } {
  const isStart = ({ id, kind, addresses }: Box): boolean =>
    (kind === "name" || addresses.length > 0) && ways.every(({ to }) => to !== id);
  const leads = ({ id }: Box): boolean => ways.some(({ from }) => from === id);
  const starts = boxes.filter((box) => box.kind !== "gateway" && isStart(box) && leads(box));
  const isPrivate = (box: Box): boolean =>
    names.some(({ name, vpcs }) => nameId(name) === box.id && vpcs.length > 0) ||
    (box.kind === "name" && box.position.kind === "vpc") ||
    box.addresses.some(({ key }) => /^[\d.]+$/.test(key));
  const made = [true, false].flatMap((inside) => {
    const own = starts.filter((box) => isPrivate(box) === inside);
    const [first] = own;
    if (!first) return [];
    const position: BoxPosition =
      inside && first.position.kind === "vpc" ? first.position : { kind: "above" };
    const box: Box = {
      id: inside ? "clients inside" : "clients",
      kind: "client",
      title: inside ? "clients inside the VPC" : "clients",
      details: [],
      addresses: [],
      position,
    };
    return [{ box, ways: own.map(({ id }): WeightedFlow => ({ from: box.id, to: id })) }];
  });
  return { boxes: made.map(({ box }) => box), ways: made.flatMap((one) => one.ways) };
}
