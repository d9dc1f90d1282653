import assert from "node:assert/strict";
import type { FleetStack } from "../../../../commands/fleet/file/read-fleet";
import type { StackOutcome, StackResult } from "../../../../commands/fleet/run/result";
import { type ProgressView, lineView, liveView } from "../../../../commands/fleet/show/progress";

const stack = (name: string): FleetStack => ({ name, wave: 1, config: {} });
const RESULT: StackResult = {
  changes: { create: 2 },
  monthlyUsd: "46",
  allowList: [],
  notices: [],
  seconds: 12.3,
};

/** One stack that is done, one that fails, and one that was done before. */
function tellAll({ tell }: ProgressView): void {
  const end = (name: string, more: Omit<StackOutcome, "stack" | "wave">): void =>
    tell({ stack: stack(name), kind: "ended", outcome: { stack: name, wave: 1, ...more } });
  end("zero", { state: "doneBefore", result: RESULT });
  tell({ stack: stack("one"), kind: "started" });
  tell({ stack: stack("two"), kind: "started" });
  tell({ stack: stack("one"), kind: "step", steps: 7 });
  end("one", { state: "done", result: RESULT });
  end("two", { state: "failed", error: "broken\nin two ways" });
}

const ESCAPE = "\x1b";

const ENDS = [
  "zero: done before",
  "one: done in 12 s, +2, USD 46.00 a month",
  "two: FAILED: broken",
];

describe("lineView", () => {
  it("has a line for each stack that begins or ends", () => {
    let text = "";
    tellAll(lineView({ write: (more) => void (text += more) }));
    assert.deepEqual(text.split("\n"), [
      ENDS[0],
      "one: started",
      "two: started",
      ENDS[1],
      ENDS[2],
      "",
    ]);
  });
});

describe("liveView", () => {
  /** What a terminal shows after all that was written to it, for the sequences in use. */
  function shown(text: string): string[] {
    let lines: string[] = [""];
    for (const part of text.split(new RegExp(`(${ESCAPE}\\[\\d+A|${ESCAPE}\\[J|\n)`))) {
      const up = new RegExp(`^${ESCAPE}\\[(\\d+)A$`).exec(part);
      if (up) lines = lines.slice(0, lines.length - 1 - Number(up[1])).concat("");
      else if (part === "\n") lines.push("");
      else if (part !== `${ESCAPE}[J`) lines[lines.length - 1] += part;
    }
    return lines;
  }

  const STACKS = ["zero", "one", "two", "three"].map(stack);
  const view = (rows = 24, columns = 80) => {
    let text = "";
    const screen = {
      write: (more: string) => void (text += more),
      size: () => ({ rows, columns }),
    };
    const live = liveView(screen, { stacks: STACKS });
    return { live, screenful: () => shown(text) };
  };

  it("has a line for each stack that has ended, and below them what is under way", () => {
    const { live, screenful } = view();
    live.tell({ stack: stack("three"), kind: "started" });
    tellAll(live);
    live.say("stopping");
    assert.deepEqual(screenful(), [
      ...ENDS,
      "stopping",
      "3 of 4 ended, 1 failed, 1 running, 0 waiting",
      "  three: 0 s, 0 steps",
      "",
    ]);
    live.close();
    assert.deepEqual(screenful(), [...ENDS, "stopping", ""]);
  });

  it("draws no more than the terminal has room for", () => {
    const { live, screenful } = view(3, 20);
    for (const name of ["one", "two", "three"]) live.tell({ stack: stack(name), kind: "started" });
    live.say("hello");
    assert.deepEqual(screenful(), ["hello", "0 of 4 ended, 0 fai", "  one: 0 s, 0 steps", ""]);
    live.close();
  });
});
