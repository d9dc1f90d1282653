import type { Drilled } from "../../../../commands/drill/drill";
import type { Sample } from "../../../../commands/drill/load/load";
import { outcomeOf } from "../../../../commands/drill/outcome";

/** 200 requests: half of those from the 50th to the 100th fail, and from the 150th on green answers. */
export function drilled({ every = 100 } = {}): Drilled {
  const startedAt = Date.parse("2026-11-21T18:00:00Z");
  const samples = Array.from({ length: 200 }, (_, index): Sample => {
    const failed = index >= 50 && index < 100 && index % 2 === 0;
    return {
      at: startedAt + index * every,
      milliseconds: failed ? 3_000 : 12,
      status: failed ? 0 : 200,
      error: failed ? "no answer in time" : "",
      color: failed ? "" : index < 150 ? "blue" : "green",
      node: "10.20.0.5",
    };
  });
  const rehearsed = {
    samples,
    startedAt,
    memory: [],
    seen: ["203.0.113.3"],
    allowList: ["203.0.113.3/32"],
    before: { "203.0.113.3": "a1" },
    after: { "203.0.113.3": "a1" },
    events: [
      { at: startedAt + 50 * every, kind: "fault", text: "a1 <gone>" },
      { at: startedAt + 80 * every, kind: "detect", text: "Route 53: a1 is unhealthy" },
      { at: startedAt + 100 * every, kind: "restore", text: "a1 is back" },
    ],
  } as const;
  const outcome = outcomeOf(rehearsed, {
    frontDoor: "haproxy",
    scenario: "node-gone",
    title: "a node is gone",
    ratePerSecond: 10,
    speed: 1,
    objective: { aws: 25, own: 2, sees: "some of it" },
  });
  return { outcome, rehearsed };
}
