import { GRID, type Rect, TEXT_SIZE, boxHeight, boxWidth, textWidth, toGrid } from "./measures";
import type { Box, Subnet, Vpc, Zone } from "./picture";

const LABEL = 32;
/** Two lines of text in a subnet. */
const SUBNET_LABEL = 48;
const GAP = 32;
/** From a zone's edge to its subnets, and on to their boxes: with room for lines beside them. */
const EDGE = 16;
const INSET = 48;

export interface PlacedBox {
  readonly box: Box;
  readonly rect: Rect;
  /** How many of its addresses stand side by side. */
  readonly perRow: number;
}

export interface PlacedVpc {
  readonly vpc: Vpc;
  readonly rect: Rect;
  readonly zones: readonly { readonly zone: Zone; readonly rect: Rect }[];
  readonly subnets: readonly { readonly subnet: Subnet; readonly rect: Rect }[];
  readonly boxes: readonly PlacedBox[];
}

/** The boxes of a VPC, by where they stand. */
export interface VpcContent {
  readonly vpc: Vpc;
  /** In the order in which traffic meets them. */
  readonly boxes: readonly Box[];
}

interface Column {
  readonly x: number;
  readonly width: number;
}

/** The zone of a box that stands in one subnet only; undefined for one that spans several. */
function zoneOf({ place }: Box, { zones }: Vpc): number | undefined {
  if (place.kind !== "subnets" || place.subnets.length !== 1) return undefined;
  const found = zones.findIndex(({ subnets }) => subnets.some(({ id }) => id === place.subnets[0]));
  return found < 0 ? undefined : found;
}

/** The least width of each zone in which everything has its place. */
function columnWidth({ vpc, boxes }: VpcContent): number {
  const { zones } = vpc;
  const labels = zones.flatMap(({ name, subnets }) => [
    textWidth(name, TEXT_SIZE) + 2 * EDGE,
    ...subnets.map(({ cidr }) => textWidth(cidr, TEXT_SIZE) + 4 * EDGE),
  ]);
  const needed = boxes.map((box) =>
    zoneOf(box, vpc) === undefined
      ? (boxWidth(box) + 2 * INSET - (zones.length - 1) * GAP) / zones.length
      : boxWidth(box) + 2 * INSET,
  );
  const title = textWidth(`VPC ${vpc.name} ${vpc.cidr}`, TEXT_SIZE, true) / zones.length;
  return toGrid(Math.max(...labels, ...needed, title));
}

const widthOf = (zones: number, column: number): number => zones * column + (zones + 1) * GAP;

export const vpcWidth = (content: VpcContent): number =>
  widthOf(content.vpc.zones.length, columnWidth(content));

/** Zones beside each other; what is left of the width goes to the first ones, a step of the grid to each. */
function columnsIn(count: number, x: number, width: number): Column[] {
  const steps = Math.floor((width - (count + 1) * GAP) / GRID);
  let left = x + GAP;
  return Array.from({ length: count }, (_, index) => {
    const own = (Math.floor(steps / count) + (index < steps % count ? 1 : 0)) * GRID;
    const column = { x: left, width: own };
    left += own + GAP;
    return column;
  });
}

/** Places a VPC's zones, subnets and boxes, in at least the width given. */
export function placeVpc(content: VpcContent, x: number, y: number, width: number): PlacedVpc {
  const { vpc, boxes } = content;
  const count = vpc.zones.length;
  const columns = columnsIn(count, x, width);
  const placed: PlacedBox[] = [];
  const inBand = (band: string) =>
    boxes.filter(({ place }) => place.kind === "vpc" && place.band === band);
  let bottom = placeLanes(inBand("first"), vpc, columns, y + LABEL, placed);
  const top = bottom;
  bottom += LABEL;
  const subnets: { subnet: Subnet; rect: Rect }[] = [];
  for (const isPublic of [true, false]) {
    const own = vpc.zones.map((zone) => zone.subnets.find((one) => one.isPublic === isPublic));
    const ids = own.flatMap((subnet) => subnet?.id ?? []);
    if (ids.length === 0) continue;
    const inside = boxes.filter(
      ({ place }) => place.kind === "subnets" && ids.includes(place.subnets[0] ?? ""),
    );
    const end = placeLanes(inside, vpc, columns, bottom + SUBNET_LABEL, placed);
    const height = end - bottom - (inside.length > 0 ? EDGE : 0);
    own.forEach((subnet, index) => {
      if (!subnet) return;
      const { x: left, width: wide } = columns[index]!;
      const rect = { x: left + EDGE, y: bottom, width: wide - 2 * EDGE, height };
      subnets.push({ subnet, rect });
    });
    bottom += height + GAP;
    if (isPublic) bottom = placeLanes(inBand("middle"), vpc, columns, bottom, placed);
  }
  const zones = vpc.zones.map((zone, index) => {
    const { x: left, width: wide } = columns[index]!;
    return { zone, rect: { x: left, y: top, width: wide, height: bottom - EDGE - top } };
  });
  return { vpc, rect: { x, y, width, height: bottom - y }, zones, subnets, boxes: placed };
}

/**
 * Places boxes under each other: those of one zone side by side while there is room, those of several in a
 * lane of their own. Answers where the next may begin.
 */
function placeLanes(
  boxes: readonly Box[],
  vpc: Vpc,
  columns: readonly Column[],
  y: number,
  placed: PlacedBox[],
): number {
  let bottom = y;
  const waiting = [...boxes];
  while (waiting.length > 0) {
    const zone = zoneOf(waiting[0]!, vpc);
    if (zone === undefined) {
      bottom = placeAcross(waiting.shift()!, vpc, columns, bottom, placed);
      continue;
    }
    const isGateway = waiting[0]!.kind === "gateway";
    const end = waiting.findIndex(
      (box) => zoneOf(box, vpc) === undefined || (box.kind === "gateway") !== isGateway,
    );
    const together = waiting.splice(0, end < 0 ? waiting.length : end);
    // As many side by side in each zone, although the zones' widths may differ by a step of the grid.
    const room = Math.max(...columns.map(({ width }) => width)) - 2 * INSET;
    const ends = columns.map((column, index) =>
      placeInZone(
        together.filter((box) => zoneOf(box, vpc) === index),
        column,
        room,
        bottom,
        placed,
      ),
    );
    bottom = Math.max(...ends);
  }
  return bottom;
}

function placeAcross(
  box: Box,
  vpc: Vpc,
  columns: readonly Column[],
  y: number,
  placed: PlacedBox[],
): number {
  const { place } = box;
  const spanned = columns.filter(
    (_, index) =>
      place.kind !== "subnets" ||
      vpc.zones[index]!.subnets.some(({ id }) => place.subnets.includes(id)),
  );
  const [first, last] = [spanned[0]!, spanned.at(-1)!];
  const x = first.x + INSET;
  const width = last.x + last.width - INSET - x;
  const perRow = Math.max(1, Math.min(spanned.length, box.addresses.length));
  const rect = { x, y, width, height: boxHeight(box, perRow) };
  placed.push({ box, rect, perRow });
  return y + rect.height + GAP;
}

function placeInZone(
  boxes: readonly Box[],
  { x, width }: Column,
  room: number,
  y: number,
  placed: PlacedBox[],
): number {
  let bottom = y;
  const waiting = [...boxes];
  while (waiting.length > 0) {
    const lane = [waiting.shift()!];
    const total = (): number => lane.reduce((sum, box) => sum + boxWidth(box) + GAP, -GAP);
    while (waiting.length > 0 && total() + GAP + boxWidth(waiting[0]!) <= room) {
      lane.push(waiting.shift()!);
    }
    let left = x + Math.floor((width - total()) / 2 / GRID) * GRID;
    const height = Math.max(...lane.map((box) => boxHeight(box, 1)));
    for (const box of lane) {
      placed.push({ box, rect: { x: left, y: bottom, width: boxWidth(box), height }, perRow: 1 });
      left += boxWidth(box) + GAP;
    }
    bottom += height + GAP;
  }
  return bottom;
}
