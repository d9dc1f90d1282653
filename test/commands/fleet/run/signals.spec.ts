import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { listenForSignals } from "../../../../commands/fleet/run/signals";

describe("listenForSignals", () => {
  it("stops at the first signal, takes its echoes for the same, and cancels at a later one", async () => {
    const said: string[] = [];
    const { stop, cancel, close } = listenForSignals((line) => void said.push(line));
    try {
      assert.deepEqual([stop.aborted, cancel.aborted], [false, false]);
      process.emit("SIGHUP");
      process.emit("SIGTERM");
      process.emit("SIGHUP");
      assert.deepEqual([stop.aborted, cancel.aborted], [true, false]);
      await sleep(1_100);
      process.emit("SIGHUP");
      assert.deepEqual([stop.aborted, cancel.aborted], [true, true]);
      assert.deepEqual(
        said.map((line) => line.split(":")[0]),
        ["Stopping", "Cancelling"],
      );
    } finally {
      close();
    }
  });
});
