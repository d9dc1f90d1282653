import assert from "node:assert/strict";
import { eventInLine } from "../../../../commands/drill/lab/event-lines";

describe("lines of a node's programs", () => {
  for (const [program, line, told] of [
    [
      "haproxy",
      "Server live/live-1 is DOWN, reason: Layer4 timeout, check duration: 250ms.",
      "a1 haproxy: Server live/live-1 is DOWN, reason: Layer4 timeout",
    ],
    [
      "holdfast-own",
      "level=info program=own node=main-a action=taken why=master",
      "a1 holdfast-own: taken",
    ],
    ["systemd", "starts haproxy.service again", "a1 systemd: starts haproxy.service again"],
  ] as const) {
    it(`tell: ${told}`, () => assert.equal(eventInLine("a1", program, line)?.text, told));
  }

  for (const [program, line] of [
    // HAProxy says it twice, once with its severity.
    [
      "haproxy",
      "[WARNING]  (23) : Server live/live-1 is DOWN, reason: Layer4 timeout, check duration: 250ms.",
    ],
    ["haproxy", "Server live/live-8 is going DOWN for maintenance (No IP for server )."],
    ["holdfast-own", "level=info program=own node=main-a action=ready"],
  ] as const) {
    it(`tell nothing: ${line.slice(0, 40)}`, () =>
      assert.equal(eventInLine("a1", program, line), undefined));
  }
});
