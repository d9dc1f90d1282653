import { GRID, type Rect } from "./measures";
import type { Flow } from "./picture";
import { type Point, Queue, type Step } from "./queue";

export interface Line {
  readonly flow: Flow;
  readonly points: readonly Point[];
}

/** What lines must not cross, besides the boxes that they connect. */
export interface Ground {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Rect>;
  readonly texts: readonly Rect[];
}

/** In steps of the grid: what makes a line less good than a shorter one. */
const TURN = 4;
const CROSSING = 3;
const ON_TOP = 40;
const TOGETHER = 0.4;
const SIDE = 8;
const OFF_CENTER = 3;

const DIRECTIONS = [
  { x: 0, y: 1 },
  { x: 1, y: 0 },
  { x: 0, y: -1 },
  { x: -1, y: 0 },
] as const;
const DOWN = 0;
const UP = 2;

/** Where a line may leave or enter a box: a track beside it, and the direction away from the box. */
interface Port {
  readonly cell: Point;
  readonly away: number;
  readonly cost: number;
}

/**
 * Finds a way for each flow along the tracks between boxes: short, with few turns, and on top of another
 * one only where nobody can take the one for the other.
 *
 * @throws {Error} if boxes leave no way between two of them
 */
export function routeLines(flows: readonly Flow[], ground: Ground): Line[] {
  const blocked = (cell: Point): boolean =>
    cell.x < 0 ||
    cell.y < 0 ||
    at(cell.x) > ground.width ||
    at(cell.y) > ground.height ||
    [...ground.boxes.values(), ...ground.texts].some((rect) => isIn(rect, cell));
  const memory = new Map<number, boolean>();
  const isFree = (cell: Point): boolean => {
    const key = keyOf(cell, 0);
    if (!memory.has(key)) memory.set(key, !blocked(cell));
    return memory.get(key)!;
  };
  /** Flows by the tracks that they use: cells with the axis, 0 for vertical and 1 for horizontal. */
  const used = new Map<number, Flow[]>();
  const shortestFirst = [...flows].sort(
    (one, other) =>
      Number(one.idle) - Number(other.idle) || distance(one, ground) - distance(other, ground),
  );
  const lines = new Map<Flow, Line>();
  for (const flow of shortestFirst) {
    const [from, to] = [ground.boxes.get(flow.from)!, ground.boxes.get(flow.to)!];
    const isTogether = (one: Flow): boolean => mayShare(one, flow, flows);
    const end = search(portsOf(from, DOWN), portsOf(to, UP), isFree, isTogether, used);
    if (!end) throw new Error(`there is no way for a line from ${flow.from} to ${flow.to}`);
    lines.set(flow, { flow, points: pointsOf(end, from, to, flow, used) });
  }
  return flows.map((flow) => lines.get(flow)!);
}

/** Middle of a track. */
const at = (index: number): number => index * GRID + GRID / 2;

const isIn = ({ x, y, width, height }: Rect, cell: Point): boolean =>
  at(cell.x) > x - 4 &&
  at(cell.x) < x + width + 4 &&
  at(cell.y) > y - 4 &&
  at(cell.y) < y + height + 4;

const distance = ({ from, to }: Flow, { boxes }: Ground): number => {
  const [one, other] = [boxes.get(from)!, boxes.get(to)!];
  return (
    Math.abs(one.x + one.width / 2 - other.x - other.width / 2) +
    Math.abs(one.y + one.height / 2 - other.y - other.height / 2)
  );
};

/** @param best the side that a line takes if it can, by its direction away from the box */
function portsOf({ x, y, width, height }: Rect, best: number): Port[] {
  const [left, top] = [Math.round(x / GRID), Math.round(y / GRID)];
  const [columns, rows] = [Math.round(width / GRID), Math.round(height / GRID)];
  const ports: Port[] = [];
  const add = (cell: Point, away: number, offset: number): void => {
    const side = away === best ? 0 : away === (best + 2) % 4 ? 2 * SIDE : SIDE;
    ports.push({ cell, away, cost: side + OFF_CENTER * Math.abs(offset) });
  };
  for (let index = 0; index < columns; index++) {
    const offset = index - (columns - 1) / 2;
    add({ x: left + index, y: top - 1 }, 2, offset);
    add({ x: left + index, y: top + rows }, 0, offset);
  }
  for (let index = 0; index < rows; index++) {
    const offset = index - (rows - 1) / 2;
    add({ x: left - 1, y: top + index }, 3, offset);
    add({ x: left + columns, y: top + index }, 1, offset);
  }
  return ports;
}

/** A cell with an axis or a direction, as one number. */
const keyOf = ({ x, y }: Point, direction: number): number =>
  ((y + 1) * 4096 + x + 1) * 4 + direction;

/** Whether one line on top of the other tells nothing that is not so. */
function mayShare(one: Flow, other: Flow, flows: readonly Flow[]): boolean {
  const leads = (from: string, to: string): boolean =>
    flows.some((flow) => flow.from === from && flow.to === to);
  return leads(one.from, other.to) && leads(other.from, one.to);
}

function search(
  starts: readonly Port[],
  ends: readonly Port[],
  isFree: (cell: Point) => boolean,
  isTogether: (other: Flow) => boolean,
  used: ReadonlyMap<number, readonly Flow[]>,
): Step | undefined {
  const endCosts = new Map(ends.map(({ cell, away, cost }) => [keyOf(cell, away), cost]));
  const open = new Queue();
  const done = new Set<number>();
  const stepCost = (cell: Point, direction: number): number => {
    const along = used.get(keyOf(cell, direction % 2)) ?? [];
    const across = used.get(keyOf(cell, (direction + 1) % 2)) ?? [];
    if (along.length > 0) return along.every(isTogether) ? TOGETHER : ON_TOP;
    return 1 + (across.every(isTogether) ? 0 : CROSSING);
  };
  for (const { cell, away, cost } of starts) {
    if (!isFree(cell)) continue;
    open.add({ cell, direction: away, cost: cost + stepCost(cell, away), before: undefined });
  }
  let best: Step | undefined;
  let bestCost = Infinity;
  for (let step = open.take(); step && step.cost < bestCost; step = open.take()) {
    const { cell, direction, cost } = step;
    const key = keyOf(cell, direction);
    if (done.has(key)) continue;
    done.add(key);
    // A line enters a box opposite to the direction away from it, after a last turn if need be.
    for (const away of [0, 1, 2, 3]) {
      const entry = endCosts.get(keyOf(cell, away));
      if (entry === undefined || away === direction) continue;
      const turn = (away + 2) % 4 === direction ? 0 : TURN;
      if (cost + entry + turn < bestCost) {
        bestCost = cost + entry + turn;
        best = { cell, direction: (away + 2) % 4, cost: bestCost, before: step };
      }
    }
    DIRECTIONS.forEach(({ x, y }, next) => {
      if (next === (direction + 2) % 4) return;
      const to = { x: cell.x + x, y: cell.y + y };
      if (!isFree(to)) return;
      const turn = next === direction ? 0 : TURN;
      open.add({ cell: to, direction: next, cost: cost + turn + stepCost(to, next), before: step });
    });
  }
  return best;
}

/** The corners of a line, from the edge of one box to that of the other; notes the tracks that it uses. */
function pointsOf(end: Step, from: Rect, to: Rect, flow: Flow, used: Map<number, Flow[]>): Point[] {
  const steps: Step[] = [];
  for (let step: Step | undefined = end; step; step = step.before) steps.unshift(step);
  steps.forEach(({ cell, direction }, index) => {
    const axes = new Set([direction % 2, (steps[index + 1]?.direction ?? direction) % 2]);
    for (const axis of axes) {
      const key = keyOf(cell, axis);
      used.set(key, [...(used.get(key) ?? []), flow]);
    }
  });
  const inner = steps.map(({ cell }) => ({ x: at(cell.x), y: at(cell.y) }));
  const all = [edgeOf(from, inner[0]!), ...inner, edgeOf(to, inner.at(-1)!)].filter(
    (point, index, points) => point.x !== points[index - 1]?.x || point.y !== points[index - 1]?.y,
  );
  return all.filter((point, index) => {
    const [before, after] = [all[index - 1], all[index + 1]];
    if (!before || !after) return true;
    const isStraight =
      (before.x === point.x && point.x === after.x) ||
      (before.y === point.y && point.y === after.y);
    return !isStraight;
  });
}

/** The point of a box's edge that is nearest. */
const edgeOf = ({ x, y, width, height }: Rect, near: Point): Point => ({
  x: Math.min(Math.max(near.x, x), x + width),
  y: Math.min(Math.max(near.y, y), y + height),
});
