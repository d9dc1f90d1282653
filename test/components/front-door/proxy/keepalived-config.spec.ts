import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type KeepalivedSettings,
  PRIORITIES,
  renderKeepalivedConfig,
} from "../../../../components/front-door/proxy/keepalived-config";

const settings: KeepalivedSettings = {
  node: "main-a",
  ownAddress: "10.20.0.4",
  peerAddress: "10.20.16.4",
  priority: PRIORITIES.first,
};

/** The configuration without comments, a word or a block at a time. */
const words = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));

describe("renderKeepalivedConfig", () => {
  it("makes both nodes equal candidates that speak VRRP version 3 to each other alone", () => {
    const lines = words(renderKeepalivedConfig(settings));
    for (const line of [
      "vrrp_version 3",
      "state BACKUP",
      "nopreempt",
      "virtual_router_id 51",
      "priority 250",
      "advert_int 0.3",
      "unicast_src_ip 10.20.0.4",
      "10.20.16.4",
    ]) {
      assert.ok(lines.includes(line), line);
    }
  });

  it("puts a node whose HAProxy does not answer at fault, by a script without weight", () => {
    const lines = words(renderKeepalivedConfig({ ...settings, healthPort: 9100 }));
    assert.ok(lines.some((line) => line.endsWith('http://127.0.0.1:9100/health"')));
    assert.ok(lines.includes("init_fail") && lines.includes("enable_script_security"));
    assert.ok(!lines.some((line) => line.startsWith("weight")));
  });

  it("writes transitions to the FIFO that holdfast-own reads", () => {
    const lines = words(renderKeepalivedConfig(settings));
    assert.ok(lines.includes("vrrp_notify_fifo /run/holdfast/vrrp.fifo root root"));
  });

  it("has no nopreempt when the first node should claim the address again", () => {
    assert.ok(!words(renderKeepalivedConfig({ ...settings, preempt: true })).includes("nopreempt"));
  });

  it("names the network interface on a separate line, which the boot can replace", () => {
    for (const name of ["eth0", "ens5"]) {
      const text = renderKeepalivedConfig({ ...settings, interface: name });
      assert.deepEqual(text.match(/^ {4}interface .*$/gm), [`    interface ${name}`]);
    }
  });

  it("is accepted by keepalived without a warning", () => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-keepalived-"));
    try {
      const file = join(folder, "keepalived.conf");
      writeFileSync(
        file,
        renderKeepalivedConfig({ ...settings, advertSeconds: 0.1 }).replace("eth0", "no-such"),
      );
      const { stdout, stderr } = spawnSync("keepalived", ["-t", "-f", file], { encoding: "utf8" });
      const said = `${stdout}${stderr}`
        .split("\n")
        .filter((line) => !/^$|no-such|Non-existent interface/.test(line));
      assert.deepEqual(said, []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
