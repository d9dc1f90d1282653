import { spawnSync } from "node:child_process";
import type { RootHookObject } from "mocha";
import { listed } from "../../components/config/problem";
import { findOnPath } from "../../local/engine/inspect";
import { obtainPacker } from "../packer/obtain";

const COMMANDS = ["debootstrap", "chroot", "unshare", "shellcheck"];

/** Leaves the image tests out, with the reason, where no image can be provisioned; obtains Packer. */
export const mochaHooks: RootHookObject = {
  async beforeAll(this: Mocha.Context) {
    this.timeout(1_800_000);
    const reason = whyNoImage();
    if (reason !== undefined) {
      console.log(`  Left out: ${reason}`);
      this.skip();
    }
    await obtainPacker();
  },
};

function whyNoImage(): string | undefined {
  if (process.platform !== "linux") return "a root file system needs Linux";
  if (process.getuid?.() !== 0) return "a root file system needs root; try: sudo npm test";
  // Debian has the daemons there, which is not on everybody's PATH.
  process.env["PATH"] += ":/usr/sbin:/sbin";
  const missing = COMMANDS.filter((command) => !findOnPath(command, process.env["PATH"]!));
  if (missing.length > 0) {
    return `there is no ${listed(missing)} on this machine; npm test installs what it can`;
  }
  const probe = spawnSync("unshare", ["--mount", "--pid", "--fork", "true"], { encoding: "utf8" });
  return probe.status === 0 ? undefined : `this machine has no namespaces: ${probe.stderr.trim()}`;
}
