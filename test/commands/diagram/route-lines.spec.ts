import assert from "node:assert/strict";
import type { Rect } from "../../../commands/diagram/measures";
import type { Flow } from "../../../commands/diagram/picture";
import { routeLines } from "../../../commands/diagram/route-lines";

const at = (x: number, y: number, width = 48, height = 32): Rect => ({ x, y, width, height });
const flow = (from: string, to: string): Flow => ({ from, to, idle: false });

const route = (flows: readonly Flow[], boxes: Readonly<Record<string, Rect>>, texts: Rect[] = []) =>
  routeLines(flows, { width: 400, height: 400, boxes: new Map(Object.entries(boxes)), texts });

describe("routeLines", () => {
  it("goes straight from the middle of one box to the middle of the next below", () => {
    const [line] = route([flow("up", "down")], { up: at(96, 32), down: at(96, 160) });
    assert.deepEqual(line!.points, [
      { x: 120, y: 64 },
      { x: 120, y: 160 },
    ]);
  });

  it("goes around what stands between", () => {
    for (const obstacle of ["box", "text"]) {
      const between = at(64, 96, 112);
      const boxes = { up: at(96, 32), down: at(96, 160) };
      const [line] =
        obstacle === "box"
          ? route([flow("up", "down")], { ...boxes, between })
          : route([flow("up", "down")], boxes, [between]);
      assert.ok(line!.points.length > 2, obstacle);
      const passes = line!.points.filter(({ y }) => y > 96 && y < 128);
      assert.ok(
        passes.every(({ x }) => x < 64 || x > 176),
        `${obstacle}: ${JSON.stringify(line!.points)}`,
      );
    }
  });

  it("lets lines to one box run together, and others apart", () => {
    const boxes = { left: at(32, 32), right: at(160, 32), below: at(32, 160), other: at(160, 160) };
    const [, together] = route([flow("left", "below"), flow("right", "below")], boxes);
    assert.deepEqual(together!.points.at(-1), { x: 56, y: 160 });
    const [one, apart] = route([flow("left", "other"), flow("right", "below")], boxes);
    const verticals = [one!, apart!].map(({ points }) =>
      points.slice(1, -1).map(({ x, y }) => `${x} ${y}`),
    );
    assert.deepEqual(
      verticals[0]!.filter((corner) => verticals[1]!.includes(corner)),
      [],
    );
  });

  it("fails when boxes leave no way", () => {
    const walls = {
      a: at(80, 16, 80, 16),
      b: at(80, 64, 80, 16),
      c: at(80, 32, 16, 32),
      d: at(144, 32, 16, 32),
    };
    assert.throws(
      () => route([flow("in", "out")], { in: at(96, 32, 48, 32), out: at(96, 160), ...walls }),
      /no way for a line from in to out/,
    );
  });
});
