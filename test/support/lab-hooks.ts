import { spawnSync } from "node:child_process";
import type { RootHookObject } from "mocha";
import { listed } from "../../components/config/problem";
import { findOnPath } from "../../local/engine/inspect";
import { renderFigures } from "./lab-figures";

const COMMANDS = ["haproxy", "keepalived", "dnsmasq", "ip", "openssl"];

/** Leaves the lab tests out, with the reason, where there can be no lab; prints what they measured. */
export const mochaHooks: RootHookObject = {
  beforeAll(this: Mocha.Context) {
    const reason = whyNoLab();
    if (reason !== undefined) {
      console.log(`  Left out: ${reason}`);
      this.skip();
    }
  },
  afterAll() {
    console.log(renderFigures());
  },
};

function whyNoLab(): string | undefined {
  if (process.platform !== "linux") return "network namespaces need Linux";
  if (process.getuid?.() !== 0) return "network namespaces need root; try: sudo npm test";
  // Debian has the daemons there, which is not on everybody's PATH.
  process.env["PATH"] += ":/usr/sbin:/sbin";
  const missing = COMMANDS.filter((command) => !findOnPath(command, process.env["PATH"]!));
  if (missing.length > 0) {
    return `there is no ${listed(missing)} on this machine; npm test installs what it can`;
  }
  const probe = spawnSync("unshare", ["--net", "--mount", "true"], { encoding: "utf8" });
  return probe.status === 0 ? undefined : `this machine has no namespaces: ${probe.stderr.trim()}`;
}
