import { type PictureLayout, type Line, layOutPicture } from "../../../commands/diagram/layout";
import { GAP, LINE, type Rect, TEXT_SIZE, textWidth } from "../../../commands/diagram/measures";
import { subnetLabel } from "../../../commands/diagram/measures";
import type { Picture } from "../../../commands/diagram/picture";

/** A shape in the picture: a box, a subnet, a zone or a VPC. */
interface Shape {
  readonly id: string;
  readonly rect: Rect;
  /** The shape that contains it. */
  readonly parent: string | undefined;
}

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

function shapesOf({ vpcs }: Picture, layout: PictureLayout): Shape[] {
  const rectOf = new Map(layout.zones.map(({ zone, rect }) => [zone, rect]));
  const subnetRects = new Map(layout.subnets.map(({ subnet, rect }) => [subnet, rect]));
  return [
    ...layout.vpcs.map(({ vpc, rect }) => ({ id: `vpc ${vpc.id}`, rect, parent: undefined })),
    ...vpcs.flatMap((vpc) =>
      vpc.zones.flatMap((zone): Shape[] => {
        const id = `zone ${vpc.id} ${zone.name}`;
        return [
          { id, rect: rectOf.get(zone)!, parent: `vpc ${vpc.id}` },
          ...zone.subnets.map((subnet) => ({
            id: `subnet ${subnet.id}`,
            rect: subnetRects.get(subnet)!,
            parent: id,
          })),
        ];
      }),
    ),
    ...layout.boxes.map(({ id, rect, parent }) => ({ id, rect, parent })),
  ];
}

/** The pieces of a line, each as a rectangle without width or without height. */
const piecesOf = ({ points }: Pick<Line, "points">): Rect[] =>
  points.slice(1).map((end, index): Rect => {
    const start = points[index]!;
    const [x, y] = [Math.min(start.x, end.x), Math.min(start.y, end.y)];
    return { x, y, width: Math.abs(start.x - end.x), height: Math.abs(start.y - end.y) };
  });

const shrink = ({ x, y, width, height }: Rect): Rect => ({
  x: x + 1,
  y: y + 1,
  width: width - 2,
  height: height - 2,
});
const thicken = ({ x, y, width, height }: Rect): Rect => ({
  x: x - 0.05,
  y: y - 0.05,
  width: width + 0.1,
  height: height + 0.1,
});

/** Whether two lines run along each other, and do not only cross. */
export const runTogether = (one: Line, other: Line): boolean =>
  piecesOf(one).some((piece) =>
    piecesOf(other).some((its) => {
      const areUpright = piece.width === 0 && its.width === 0;
      const areLevel = piece.height === 0 && its.height === 0;
      return (areUpright || areLevel) && overlap(thicken(shorten(piece)), thicken(its));
    }),
  );

/** Diverging lines touch at one point. */
const shorten = ({ x, y, width, height }: Rect): Rect =>
  width === 0
    ? { x, y: y + 0.5, width, height: height - 1 }
    : { x: x + 0.5, y, width: width - 1, height };

/** The problems of a line: it is slanted, enters from the side or from behind, or crosses a shape. */
function flawsOfLine(line: Line, shapes: readonly Shape[], labels: readonly Rect[]): string[] {
  const name = `the line from ${line.from} to ${line.to}`;
  const byId = new Map(shapes.map((shape) => [shape.id, shape]));
  const around = (id: string | undefined): string[] =>
    id === undefined ? [] : [id, ...around(byId.get(id)?.parent)];
  const own = new Set([...around(line.from), ...around(line.to)]);
  const pieces = piecesOf(line);
  const [start, end] = [line.points[0]!, line.points.at(-1)!];
  const [from, to] = [byId.get(line.from)!.rect, byId.get(line.to)!.rect];
  const hits = (rect: Rect) => pieces.some((piece) => overlap(shrink(rect), thicken(piece)));
  return [
    ...pieces.filter(({ width, height }) => width > 0 && height > 0).map(() => `${name} leans`),
    ...(Math.abs(start.y - from.y - from.height) < 1 ? [] : [`${name} does not start below`]),
    ...(Math.abs(end.y - to.y) < 1 ? [] : [`${name} does not end at the top`]),
    ...[from, to].filter(hits).map(() => `${name} crosses its own box`),
    ...shapes
      .filter(({ id, rect }) => !own.has(id) && hits(rect))
      .map(({ id }) => `${name} crosses ${id}`),
    ...labels.filter(hits).map(() => `${name} crosses a label`),
  ];
}

/** Ambiguous lines. */
function confusions(lines: readonly Line[]): string[] {
  const leads = (from: string, to: string) =>
    lines.some((line) => line.from === from && line.to === to);
  return lines.flatMap((one, index) =>
    lines.slice(index + 1).flatMap((other) => {
      const isSame =
        one.flow.idle === other.flow.idle && leads(one.from, other.to) && leads(other.from, one.to);
      if (isSame || !runTogether(one, other)) return [];
      return `${one.from} to ${one.to} lies on ${other.from} to ${other.to}`;
    }),
  );
}

/** The layout problems of a picture; empty if it is readable. */
export async function flawsOf(picture: Picture): Promise<string[]> {
  const layout = await layOutPicture(picture);
  const { width, height, boxes, lines } = layout;
  const shapes = shapesOf(picture, layout);
  const drawn = new Set(boxes.map(({ box }) => box.id));
  const labels = layout.subnets.map(({ subnet, rect }): Rect => {
    const size = Math.max(...subnetLabel(subnet).map((line) => textWidth(line, TEXT_SIZE)));
    return { x: rect.x + GAP, y: rect.y + GAP, width: size, height: 2 * LINE };
  });
  return [
    ...picture.boxes.filter(({ id }) => !drawn.has(id)).map(({ id }) => `${id} is missing`),
    ...shapes.flatMap(({ id, rect, parent }) => {
      const outer = shapes.find((shape) => shape.id === parent)?.rect;
      const isInside = contains(outer ?? { x: 0, y: 0, width, height }, rect);
      return isInside ? [] : [`${id} leaves ${parent ?? "the picture"}`];
    }),
    ...shapes.flatMap(({ id, rect, parent }, index) =>
      shapes
        .slice(index + 1)
        .filter((other) => other.parent === parent && overlap(rect, other.rect))
        .map((other) => `${id} overlaps ${other.id}`),
    ),
    ...lines.flatMap((line) => flawsOfLine(line, shapes, labels)),
    ...confusions(lines),
  ];
}
