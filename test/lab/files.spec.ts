import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderHaproxyConfig } from "../../components/front-door/proxy/haproxy-config";
import { validateHaproxySettings } from "../../components/front-door/proxy/haproxy-settings";

const UNIT = join(__dirname, "../../node/instance/systemd/haproxy.service.d/holdfast.conf");

describe("open files of HAProxy", () => {
  it("are within what its unit allows with the most connections that the settings allow", () => {
    const connections = 100_000;
    const backend = { host: "localhost.localdomain", port: 80, slots: 1 };
    const settings = { limits: { connections, perSource: { connections } }, backend };
    assert.deepEqual(validateHaproxySettings(settings), []);
    const more = { ...settings, limits: { connections: connections + 1 } };
    assert.equal(validateHaproxySettings(more)[0]?.path, "entry.limits.connections");

    const folder = mkdtempSync(join(tmpdir(), "holdfast-files-"));
    try {
      const config = join(folder, "haproxy.cfg");
      writeFileSync(config, renderHaproxyConfig(settings));
      // It says how many it needs when it may have less. -c does not look at that.
      const script = `ulimit -n 1000; exec setpriv --bounding-set -sys_resource haproxy -db -f ${config}`;
      const { stderr } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
      const [, needed] = /Cannot raise FD limit to (\d+)/.exec(stderr) ?? [];
      const [, allowed] = /^LimitNOFILE=(\d+)$/m.exec(readFileSync(UNIT, "utf8")) ?? [];
      assert.ok(Number(needed) > 2 * connections, stderr);
      assert.ok(Number(needed) <= Number(allowed), `${needed} are more than ${allowed}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
