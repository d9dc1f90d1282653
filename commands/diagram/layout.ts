import ELK, { type ElkExtendedEdge, type ElkNode } from "elkjs/lib/elk.bundled.js";
import {
  type DrawnBox,
  type DrawnFlow,
  drawnBoxes,
  drawnFlows,
  subnetId,
  vpcId,
  zoneId,
} from "./drawn";
import { elkGraph } from "./elk-graph";
import type { Point, Rect, Size } from "./measures";
import type { Picture, DrawnSubnet, DrawnVpc, DrawnZone } from "./picture";

export interface PictureLayout extends Size {
  readonly vpcs: readonly { readonly vpc: DrawnVpc; readonly rect: Rect }[];
  readonly zones: readonly { readonly zone: DrawnZone; readonly rect: Rect }[];
  readonly subnets: readonly { readonly subnet: DrawnSubnet; readonly rect: Rect }[];
  readonly boxes: readonly (DrawnBox & { readonly rect: Rect })[];
  readonly lines: readonly Line[];
}

export interface Line extends DrawnFlow {
  /** Corners, from the edge of one box to that of the other. */
  readonly points: readonly Point[];
}

/** Places all boxes from top to bottom in the order in which traffic reaches them. */
export async function layOutPicture(picture: Picture): Promise<PictureLayout> {
  const boxes = drawnBoxes(picture);
  const flows = drawnFlows(picture, boxes);
  const root = await new ELK().layout(elkGraph(picture, boxes, flows));
  const rects = new Map<string, Rect>();
  collectRects(root, rects);
  const edges = root.edges ?? [];
  const points = new Map(edges.map((edge) => [edge.id, pointsOf(edge, isShared(edge, edges))]));
  const zones = picture.vpcs.flatMap((vpc) => vpc.zones);
  return {
    width: Math.ceil(root.width!),
    height: Math.ceil(root.height!),
    vpcs: picture.vpcs.map((vpc) => ({ vpc, rect: rects.get(vpcId(vpc.id))! })),
    zones: picture.vpcs.flatMap((vpc) => asHigh(vpc, rects)),
    subnets: zones.flatMap((zone) =>
      zone.subnets.map((subnet) => ({ subnet, rect: rects.get(subnetId(subnet))! })),
    ),
    boxes: boxes.map((one) => ({ ...one, rect: rects.get(one.id)! })),
    lines: flows.map((flow) => ({ ...flow, points: points.get(flow.id)! })),
  };
}

/** Makes the zones of a VPC, which are side by side, equally tall. */
function asHigh(vpc: DrawnVpc, rects: ReadonlyMap<string, Rect>): PictureLayout["zones"] {
  const zones = vpc.zones.map((zone) => ({ zone, rect: rects.get(zoneId(vpc, zone))! }));
  const bottom = Math.max(...zones.map(({ rect }) => rect.y + rect.height));
  return zones.map(({ zone, rect }) => ({ zone, rect: { ...rect, height: bottom - rect.y } }));
}

function collectRects(node: ElkNode, rects: Map<string, Rect>): void {
  const { id, x = 0, y = 0, width = 0, height = 0, children = [] } = node;
  rects.set(id, { x, y, width, height });
  children.forEach((child) => collectRects(child, rects));
}

/** Whether another line leaves or enters at the same point. */
const isShared = ({ id, sources, targets }: ElkExtendedEdge, all: readonly ElkExtendedEdge[]) =>
  all.some(
    (one) => one.id !== id && (one.sources[0] === sources[0] || one.targets[0] === targets[0]),
  );

/** The corners of a line, without the steps of a few pixels that ELK leaves in it. */
function pointsOf({ sections = [] }: ElkExtendedEdge, isShared: boolean): Point[] {
  // A line must follow the lines that it shares a segment with.
  const least = isShared ? 1 : 4;
  const corners = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [
    startPoint,
    ...bendPoints,
    endPoint,
  ]);
  const square = corners.reduceRight<Point[]>(([after, ...rest], { x, y }) => {
    if (!after) return [{ x, y }];
    const isUpright = Math.abs(after.x - x) < least;
    return [isUpright ? { x: after.x, y } : { x, y: after.y }, after, ...rest];
  }, []);
  return square.filter(({ x, y }, index) => {
    const [before, after] = [square[index - 1], square[index + 1]];
    if (!before || !after) return true;
    return !(before.x === x && x === after.x) && !(before.y === y && y === after.y);
  });
}
