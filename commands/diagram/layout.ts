import { type PlacedBox, type PlacedVpc, type VpcContent, placeVpc, vpcWidth } from "./layout-vpc";
import { GRID, type Rect, boxHeight, boxWidth, toGrid } from "./measures";
import type { Box, Picture } from "./picture";

const MARGIN = 48;
const GAP = 48;
/** With the word beside it. */
const PEERING = 96;

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly vpcs: readonly PlacedVpc[];
  /** All boxes, those of VPCs too. */
  readonly boxes: readonly PlacedBox[];
  /** From the front door's VPC down to a backend's. */
  readonly peerings: readonly {
    readonly x: number;
    readonly top: number;
    readonly bottom: number;
  }[];
}

/** Places everything from top to bottom, in the order in which traffic meets it. */
export function layOut(picture: Picture, top: number): Layout {
  const boxes = inOrder(picture);
  const contents = picture.vpcs.map((vpc): VpcContent => ({
    vpc,
    boxes: boxesIn(vpc.id, boxes, picture),
  }));
  const front = contents.filter(({ vpc }) => !vpc.isBackend);
  const back = contents.filter(({ vpc }) => vpc.isBackend);
  const above = boxes.filter(({ place }) => place.kind === "above");
  const below = boxes.filter(({ place }) => place.kind === "below");
  const rows = [
    above.filter(({ kind }) => kind === "client"),
    above.filter(({ kind }) => kind === "name"),
    above.filter(({ kind }) => kind !== "client" && kind !== "name"),
  ];
  const widths = [...rows, below].map(rowWidth).concat([front, back].map(vpcRowWidth));
  const inner = Math.max(...widths, 640);
  const placed: PlacedBox[] = [];
  const vpcs: PlacedVpc[] = [];
  let y = top;
  for (const row of rows) y = placeRow(row, inner, y, placed);
  y = placeVpcs(front, inner, y, vpcs);
  y = placeRow(below, inner, y, placed);
  y = placeVpcs(back, inner, y, vpcs);
  return {
    width: inner + 2 * MARGIN,
    height: y,
    vpcs,
    boxes: [...placed, ...vpcs.flatMap((vpc) => vpc.boxes)],
    peerings: picture.peerings.flatMap(({ from, to }) => {
      const [upper, lower] = [from, to].map((id) => vpcs.find(({ vpc }) => vpc.id === id)?.rect);
      if (!upper || !lower || lower.y < upper.y) return [];
      const isFree = (x: number): boolean =>
        placed.every(
          ({ rect }) => rect.y < upper.y || x + PEERING < rect.x || x > rect.x + rect.width,
        );
      const left = lower.x + 2 * GRID;
      const x = isFree(left) ? left : lower.x + lower.width - PEERING;
      return [{ x, top: upper.y + upper.height, bottom: lower.y }];
    }),
  };
}

/** Boxes in the order in which traffic meets them; gateways, which it does not start at, come last. */
function inOrder({ boxes, flows }: Picture): Box[] {
  const order: string[] = [];
  const visit = (id: string): void => {
    if (order.includes(id)) return;
    order.push(id);
    flows.filter(({ from }) => from === id).forEach(({ to }) => visit(to));
  };
  boxes.filter(({ id }) => flows.every(({ to }) => to !== id)).forEach(({ id }) => visit(id));
  const rank = ({ id, kind }: Box): number =>
    (kind === "gateway" ? boxes.length : 0) + order.indexOf(id);
  return [...boxes].sort((one, other) => rank(one) - rank(other));
}

function boxesIn(vpc: string, boxes: readonly Box[], { vpcs }: Picture): Box[] {
  const subnets = vpcs
    .filter(({ id }) => id === vpc)
    .flatMap(({ zones }) => zones.flatMap((zone) => zone.subnets.map(({ id }) => id)));
  return boxes.filter(({ place }) =>
    place.kind === "subnets"
      ? subnets.includes(place.subnets[0] ?? "")
      : place.kind === "vpc" && place.vpc === vpc,
  );
}

const rowWidth = (row: readonly Box[]): number =>
  row.reduce((sum, box) => sum + boxWidth(box) + GAP, -GAP);

const vpcRowWidth = (row: readonly VpcContent[]): number =>
  row.reduce((sum, content) => sum + vpcWidth(content) + GAP, -GAP);

function placeRow(row: readonly Box[], inner: number, y: number, placed: PlacedBox[]): number {
  if (row.length === 0) return y;
  const height = Math.max(...row.map((box) => boxHeight(box, 1)));
  let x = MARGIN + Math.floor((inner - rowWidth(row)) / 2 / GRID) * GRID;
  for (const box of row) {
    const rect: Rect = { x, y, width: boxWidth(box), height };
    placed.push({ box, rect, perRow: 1 });
    x += rect.width + GAP;
  }
  return y + height + GAP;
}

/** VPCs side by side; what is left of the width is shared among them. */
function placeVpcs(
  row: readonly VpcContent[],
  inner: number,
  y: number,
  placed: PlacedVpc[],
): number {
  if (row.length === 0) return y;
  const spare = Math.floor((inner - vpcRowWidth(row)) / row.length / GRID) * GRID;
  let x = MARGIN;
  const bottoms = row.map((content) => {
    const vpc = placeVpc(content, x, y, toGrid(vpcWidth(content) + spare));
    placed.push(vpc);
    x += vpc.rect.width + GAP;
    return y + vpc.rect.height;
  });
  return Math.max(...bottoms) + GAP;
}
