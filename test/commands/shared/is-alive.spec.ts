import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { isAlive } from "../../../commands/shared/is-alive";
import { eventually } from "../../../commands/drill/lab/eventually";

describe("isAlive", () => {
  it("tells a process that runs from an id that no process has", () => {
    assert.equal(isAlive(process.pid), true);
    assert.equal(isAlive(2 ** 22 + 1), false);
  });

  it("is false for a process that has ended and that its parent has not waited for", async () => {
    const parent = spawn("/bin/sh", ["-c", "sleep 600 & echo $! && exec sleep 600"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [child] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(child);
    try {
      assert.equal(isAlive(pid), true);
      process.kill(pid, "SIGKILL");
      await eventually(() => Promise.resolve(!isAlive(pid)));
      // It still has its id.
      assert.equal(process.kill(pid, 0), true);
    } finally {
      parent.kill("SIGKILL");
    }
  });
});
