import type { ElkExtendedEdge, ElkNode, LayoutOptions } from "elkjs/lib/elk-api";
import { type DrawnBox, type DrawnFlow, subnetId, vpcId, zoneId } from "./drawn";
import { GAP, LINE, TEXT_SIZE, boxSize, subnetLabel, textWidth, vpcLabel } from "./measures";
import { order } from "./order";
import type { Picture, DrawnSubnet, DrawnVpc } from "./picture";
import { portsOf } from "./ports";

/** For the picture and for every container: ELK does not inherit these options. */
const OPTIONS: LayoutOptions = {
  "elk.layered.crossingMinimization.semiInteractive": "true",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.spacing.nodeNode": "24",
  "elk.spacing.edgeNode": "16",
  "elk.spacing.edgeEdge": "12",
  "elk.layered.spacing.nodeNodeBetweenLayers": "32",
  "elk.layered.spacing.edgeNodeBetweenLayers": "16",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
};

/** For boxes that look best centered above their successors. Elsewhere, straight lines are better. */
const CENTERED: LayoutOptions = { "elk.layered.nodePlacement.strategy": "LINEAR_SEGMENTS" };

const ROOT_OPTIONS: LayoutOptions = {
  ...OPTIONS,
  ...CENTERED,
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.json.shapeCoords": "ROOT",
  "elk.json.edgeCoords": "ROOT",
  "elk.padding": "[top=72,left=24,bottom=24,right=24]",
};

/** The input of the layout library: boxes in subnets in zones in VPCs, with the lines between them. */
export function elkGraph(
  picture: Picture,
  boxes: readonly DrawnBox[],
  flows: readonly DrawnFlow[],
): ElkNode {
  const { vpcs } = picture;
  const ports = portsOf(flows);
  const ends = [...new Set([...ports.values()].flatMap(({ leaves, enters }) => [leaves, enters]))];
  const inside = (parent: string | undefined): ElkNode[] =>
    boxes
      .filter((one) => one.parent === parent)
      .map(({ id, box }) => ({
        id,
        ...boxSize(box),
        ports: ends.filter(({ node }) => node === id),
        layoutOptions: {
          "elk.portConstraints": "FIXED_SIDE",
          "elk.portAlignment.default": "CENTER",
        },
      }));
  const subnetNode = (subnet: DrawnSubnet): ElkNode =>
    container(subnetId(subnet), subnetLabel(subnet), inside(subnetId(subnet)));
  const hidden = order(vpcs, boxes, flows);
  const vpcNode = (vpc: DrawnVpc): ElkNode => {
    const zones = vpc.zones.map((zone) =>
      container(zoneId(vpc, zone), [zone.name], zone.subnets.map(subnetNode)),
    );
    const own = inside(vpcId(vpc.id));
    const node = container(vpcId(vpc.id), vpcLabel(vpc, picture), [
      ...own.filter(isEntered),
      ...zones,
      ...own.filter((one) => !isEntered(one)),
    ]);
    const isAboveZones = hidden.some(({ targets }) => targets[0] === zones[0]?.id);
    return isAboveZones ? { ...node, layoutOptions: { ...node.layoutOptions, ...CENTERED } } : node;
  };
  return {
    id: "picture",
    layoutOptions: ROOT_OPTIONS,
    children: inPlace([...inside(undefined), ...vpcs.map(vpcNode)]),
    edges: [
      ...flows.map(({ id }): ElkExtendedEdge => {
        const { leaves, enters } = ports.get(id)!;
        return { id, sources: [leaves.id], targets: [enters.id] };
      }),
      ...hidden,
    ],
  };
}

const isEntered = ({ ports = [] }: ElkNode): boolean =>
  ports.some(({ id }) => id.startsWith("NORTH"));

/** A VPC, zone or subnet with its label in the corner. Lines enter its first box to the right of the label. */
function container(id: string, label: readonly string[], children: ElkNode[]): ElkNode {
  const width = Math.max(...label.map((line) => textWidth(line, TEXT_SIZE))) + 2 * GAP;
  const height = GAP + LINE * label.length;
  const boxes = children.filter((child) => !child.children && isEntered(child));
  const isSubnet = boxes.length > 0 && children.every((child) => !child.children);
  const left = isSubnet
    ? Math.max(GAP, width - Math.min(...boxes.map((box) => box.width! / 2)))
    : GAP;
  return {
    id,
    children: inPlace(children),
    layoutOptions: {
      ...OPTIONS,
      "elk.padding": `[top=${height + 8},left=${left},bottom=${GAP},right=${GAP}]`,
      "elk.nodeSize.constraints": "MINIMUM_SIZE",
      "elk.nodeSize.minimum": `(${width},${height + GAP})`,
    },
  };
}

/** Places them left to right in this order, if they are side by side. */
const inPlace = (nodes: readonly ElkNode[]): ElkNode[] =>
  nodes.map((node, index) => ({
    ...node,
    layoutOptions: {
      ...node.layoutOptions,
      "elk.alignment": "TOP",
      "elk.position": `(${index},0)`,
    },
  }));
