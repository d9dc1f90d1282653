import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { liveProgress } from "../../../commands/drill/progress";

describe("progress of a drill", () => {
  const write = process.stderr.write.bind(process.stderr);
  const { isTTY } = process.stderr;
  let written = "";
  beforeEach(() => {
    written = "";
    process.stderr.write = (text: string | Uint8Array) => {
      written += String(text);
      return true;
    };
  });
  afterEach(() => Object.assign(process.stderr, { write, isTTY }));

  const sample = (status: number) =>
    ({ status, color: "blue", error: "refused" }) as Parameters<
      ReturnType<typeof liveProgress>["onSample"]
    >[0];

  it("is the scenario, then its events once there is load, without control characters in a file", () => {
    Object.assign(process.stderr, { isTTY: false });
    const progress = liveProgress();
    progress.onStart("switch");
    const event = { at: Date.now() + 1500, kind: "act", text: "blue goes" } as const;
    progress.onEvent({ ...event, text: "before the load" });
    progress.onSample(sample(200));
    progress.onEvent(event);
    progress.end();
    assert.match(written, /^switch: the colours are switched\n {4}1\.\d s {2}act {5}blue goes\n$/);
  });

  it("shows the load at a terminal, in one line that it takes away", async () => {
    Object.assign(process.stderr, { isTTY: true });
    const progress = liveProgress();
    progress.onStart("switch");
    progress.onSample(sample(200));
    progress.onSample(sample(503));
    while (!written.includes("requests")) await sleep(50);
    progress.end();
    assert.match(written, /\r.\[K {2}\d+ s: 2 requests, 1 failed, now refused\r.\[K$/);
  });
});
