import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { eventually } from "../../../../commands/drill/lab/eventually";
import { Units } from "../../../../commands/drill/lab/units";

describe("The units of a machine", () => {
  let folder: string;
  let units: Units;
  let started: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "holdfast-units-"));
    started = 0;
  });
  afterEach(() => {
    units.close();
    rmSync(folder, { recursive: true });
  });

  const serve = async (unit: string): Promise<void> => {
    units = await Units.serve(join(folder, "systemd.sock"), {
      texts: () => [unit],
      run: (_program, command) => {
        started++;
        return spawn("/bin/sh", ["-c", command]);
      },
      restarts: () => undefined,
    });
  };
  const systemctl = async (command: string): Promise<string> => {
    const response = await new Promise<AsyncIterable<Buffer>>((resolve) => {
      request({ socketPath: join(folder, "systemd.sock"), method: "POST" }, resolve).end(command);
    });
    return text(response as never);
  };
  const foreground = (type: string) =>
    `[Service]\nType=${type}\nTimeoutStartSec=1s\nRestart=always\nRestartSec=1s\nExecStart=/bin/sleep 60\n`;

  it("tell whether a service is active", async () => {
    await serve(foreground("simple"));
    assert.equal(await systemctl("is-active --quiet web"), "3");
    await systemctl("start web");
    assert.equal(await systemctl("is-active --quiet web"), "0");
    await units.stop("web.service");
  });

  it("end a program that does not fork though its unit says so, and start it again in vain", async () => {
    await serve(foreground("forking"));
    await systemctl("start web");
    await eventually(() => Promise.resolve(started >= 2));
    await units.stop("web.service");
  });
});
