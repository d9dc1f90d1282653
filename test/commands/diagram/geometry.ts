import assert from "node:assert/strict";
import { layOut } from "../../../commands/diagram/layout";
import type { Rect } from "../../../commands/diagram/measures";
import type { Picture } from "../../../commands/diagram/picture";
import { type Line, routeLines } from "../../../commands/diagram/route-lines";

const overlap = (one: Rect, other: Rect): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

export const contains = (outer: Rect, inner: Rect): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** Pairs of rectangles that have an area in common, by their names. */
export function overlaps(rects: Readonly<Record<string, Rect>>): string[] {
  const all = Object.entries(rects);
  return all.flatMap(([name, rect], index) =>
    all.slice(index + 1).flatMap(([other, its]) => (overlap(rect, its) ? `${name}, ${other}` : [])),
  );
}

/** Boxes that a line goes through, by their ids; the two that it connects may be touched. */
function crossed({ flow, points }: Line, boxes: ReadonlyMap<string, Rect>): string[] {
  const pieces = points.slice(1).map((end, index): Rect => {
    const start = points[index]!;
    assert.ok(start.x === end.x || start.y === end.y, `a line to ${flow.to} is not square`);
    const [x, y] = [Math.min(start.x, end.x), Math.min(start.y, end.y)];
    return { x, y, width: Math.abs(start.x - end.x), height: Math.abs(start.y - end.y) };
  });
  return [...boxes].flatMap(([id, rect]) => {
    const inner = { x: rect.x + 1, y: rect.y + 1, width: rect.width - 2, height: rect.height - 2 };
    const isHit = pieces.some((piece) =>
      overlap(inner, { ...piece, width: piece.width + 0.1, height: piece.height + 0.1 }),
    );
    return isHit ? [`the line from ${flow.from} to ${flow.to} crosses ${id}`] : [];
  });
}

/** What is wrong with where things stand in a picture; nothing, if it can be read. */
export function flawsOf(picture: Picture): string[] {
  const { width, height, vpcs, boxes } = layOut(picture, 64);
  const rects = new Map(boxes.map(({ box, rect }) => [box.id, rect]));
  const missing = picture.boxes
    .filter(({ id }) => !rects.has(id))
    .map(({ id }) => `${id} is missing`);
  const outside = boxes
    .filter(({ rect }) => !contains({ x: 0, y: 0, width, height }, rect))
    .map(({ box }) => `${box.id} is outside the picture`);
  const levels = [
    Object.fromEntries(vpcs.map(({ vpc, rect }) => [vpc.name, rect])),
    ...vpcs.map(({ zones }) =>
      Object.fromEntries(zones.map(({ zone, rect }) => [zone.name, rect])),
    ),
    ...vpcs.map(({ subnets }) =>
      Object.fromEntries(subnets.map(({ subnet, rect }) => [subnet.cidr, rect])),
    ),
    Object.fromEntries(rects),
  ];
  const strays = vpcs.flatMap((placed) => [
    ...placed.zones
      .filter(({ rect }) => !contains(placed.rect, rect))
      .map(({ zone }) => `${zone.name} leaves ${placed.vpc.name}`),
    ...placed.boxes
      .filter(({ rect }) => !contains(placed.rect, rect))
      .map(({ box }) => `${box.id} leaves ${placed.vpc.name}`),
  ]);
  const lines = routeLines(picture.flows, { width, height, boxes: rects, texts: [] });
  return [
    ...missing,
    ...outside,
    ...levels.flatMap(overlaps),
    ...strays,
    ...lines.flatMap((line) => crossed(line, rects)),
  ];
}
