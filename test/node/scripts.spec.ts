import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { output } from "../../bench/labs/node/proxy-lab";

const INSTANCE = join(__dirname, "../../node/instance");
const programs = readdirSync(join(INSTANCE, "bin")).map((name) => join(INSTANCE, "bin", name));

describe("The programs of a node", () => {
  it("give shellcheck nothing to say", async () => {
    const args = ["--external-sources", "--check-sourced", "--source-path=SCRIPTDIR", ...programs];
    assert.equal(await output("shellcheck", args), "");
  });

  it("give shellcheck nothing to say where an image is provisioned, either", async () => {
    const folder = join(__dirname, "../../node/image/provision");
    const scripts = readdirSync(folder).map((name) => join(folder, name));
    assert.equal(await output("shellcheck", scripts), "");
  });

  it("are started by units, which start nothing else", () => {
    const units = readdirSync(join(INSTANCE, "systemd")).filter((name) =>
      name.endsWith(".service"),
    );
    const started = units.map(
      (unit) =>
        /^ExecStart=\/opt\/holdfast\/bin\/([a-z-]+)( --check)?$/m.exec(
          readFileSync(join(INSTANCE, "systemd", unit), "utf8"),
        )?.[1],
    );
    const names = readdirSync(join(INSTANCE, "bin"));
    assert.deepEqual([...new Set(started)].sort(), names.sort());
  });

  it("have a service for every timer", () => {
    const units = readdirSync(join(INSTANCE, "systemd"));
    const timers = units.filter((name) => name.endsWith(".timer"));
    assert.deepEqual(timers.sort(), ["holdfast-check.timer", "holdfast-config.timer"]);
    for (const timer of timers) {
      assert.ok(units.includes(timer.replace(".timer", ".service")), timer);
    }
  });
});
