import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { eventually } from "../../../../commands/drill/lab/eventually";
import { readUnit, setting } from "../../../../commands/drill/lab/unit-file";
import { Units } from "../../../../commands/drill/lab/units";

const SYSTEMD = join(__dirname, "../../../../node/instance/systemd");

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
      texts: (name) => (name === "web.service" ? [unit] : []),
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

  for (const name of ["boot", "ready", "name"]) {
    it(`start holdfast-${name} again when it has failed, until it succeeds`, async () => {
      const own = readFileSync(join(SYSTEMD, `holdfast-${name}.service`), "utf8");
      const attempts = join(folder, "attempts");
      const program = `echo >>${attempts}; test $(wc -l <${attempts}) -ge 3`;
      await serve(
        own
          .replace(/^ExecStart=.*$/m, `ExecStart=sh -c '${program}'`)
          .replace(/^RestartSec=.*$/m, "RestartSec=1s"),
      );
      await systemctl("start web");
      await eventually(() => Promise.resolve(started >= 3));
      await systemctl("start web");
      assert.equal(started, 3, "it has succeeded and stays active");
    });
  }

  it("are started again without a limit, all that are started again", () => {
    for (const file of readdirSync(SYSTEMD, { recursive: true, encoding: "utf8" })) {
      if (!/\.(service|conf)$/.test(file)) continue;
      const unit = readUnit(file, [readFileSync(join(SYSTEMD, file), "utf8")]);
      if (setting(unit, "Service", "Restart") === undefined) continue;
      assert.equal(setting(unit, "Unit", "StartLimitIntervalSec"), "0", file);
    }
  });

  it("end a program that does not fork though its unit says so, and start it again in vain", async () => {
    await serve(foreground("forking"));
    await systemctl("start web");
    await eventually(() => Promise.resolve(started >= 2));
    await units.stop("web.service");
  });
});
