import { spawnSync } from "node:child_process";
import { listed } from "../../components/config/problem";
import { findOnPath } from "../../local/engine/inspect";

const COMMANDS = ["haproxy", "keepalived", "dnsmasq", "ip", "nsenter", "openssl", "curl", "aws"];

/** Throws, with what to do, where there can be no lab. Puts the folders of daemons on this process's PATH. */
export function checkMachine(): void {
  const reason = whyNoLab(COMMANDS);
  if (reason !== undefined) throw new Error(reason);
}

/** Why there can be no lab on this machine; undefined where there can. */
export function whyNoLab(commands: readonly string[]): string | undefined {
  if (process.platform !== "linux") return "network namespaces need Linux";
  if (process.getuid?.() !== 0) return "network namespaces need root; try sudo";
  // Debian has the daemons there, which is not on everybody's PATH.
  process.env["PATH"] += ":/usr/sbin:/sbin";
  const missing = commands.filter((command) => !findOnPath(command, process.env["PATH"]!));
  if (missing.length > 0) {
    return `there is no ${listed(missing)} on this machine; npm test installs what it can`;
  }
  const probe = spawnSync("unshare", ["--net", "--mount", "true"], { encoding: "utf8" });
  return probe.status === 0 ? undefined : `this machine has no namespaces: ${probe.stderr.trim()}`;
}
