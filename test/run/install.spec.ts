import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { temporaryFolder, writeScript, writeText } from "../commands/local/fakes";
import { type Installation, type Machine, installPackages, renderInstallation } from "./install";

describe("installation of packages", () => {
  const folder = temporaryFolder();
  const lines: string[] = [];
  let machine: Machine;
  beforeEach(() => {
    lines.length = 0;
    machine = {
      isRoot: true,
      osRelease: 'PRETTY_NAME="Debian"\nID=debian\n',
      aptGet: folder("apt-get"),
      servicePolicy: folder("policy-rc.d"),
    };
    // Notes its arguments, and the answer that a package with a service would get.
    writeScript(
      machine.aptGet,
      `echo "$DEBIAN_FRONTEND $*" >> ${folder("calls")}
       ${machine.servicePolicy}; echo "services: $?" >> ${folder("calls")}`,
    );
  });

  const install = (packages: readonly string[]): Promise<Installation> =>
    installPackages(packages, machine, (line) => lines.push(line));

  it("does nothing when nothing is missing", async () => {
    assert.equal(await install([]), "automatic");
    assert.deepEqual([lines, existsSync(folder("calls"))], [[], false]);
  });

  it("installs as root on Debian, and lets no service start", async () => {
    assert.equal(await install(["zz-haproxy"]), "automatic");
    assert.equal(
      readFileSync(folder("calls"), "utf8"),
      `noninteractive update -qq
services: 101
noninteractive install -qq --yes --no-install-recommends zz-haproxy
services: 101
`,
    );
    assert.equal(existsSync(machine.servicePolicy), false);
    assert.match(
      lines.join("|"),
      /^Installing zz-haproxy …\|Installing zz-haproxy: done in \d+ s$/,
    );
  });

  it("puts the machine's own service policy back, however the installation ends", async () => {
    writeText(machine.servicePolicy, "own policy");
    await install(["zz-dns"]);
    assert.equal(readFileSync(machine.servicePolicy, "utf8"), "own policy");
    writeScript(machine.aptGet, "exit 100");
    await install(["zz-dns"]);
    assert.equal(readFileSync(machine.servicePolicy, "utf8"), "own policy");
  });

  it("puts it back for a run that was killed before it could", async () => {
    writeScript(machine.aptGet, `cp ${machine.servicePolicy} ${folder("during")}`);
    await install(["zz-dns"]);
    writeText(machine.servicePolicy, readFileSync(folder("during"), "utf8"));
    writeText(`${machine.servicePolicy}.before-holdfast`, "own policy");
    await install(["zz-dns"]);
    assert.equal(readFileSync(machine.servicePolicy, "utf8"), "own policy");
    assert.equal(existsSync(`${machine.servicePolicy}.before-holdfast`), false);
  });

  it("installs nothing without root, and knows the command", async () => {
    machine = { ...machine, isRoot: false, osRelease: "ID=linuxmint\nID_LIKE=ubuntu\n" };
    assert.equal(await install(["zz-haproxy"]), "apt-get");
    assert.equal(existsSync(folder("calls")), false);
    assert.equal(
      renderInstallation("zz-haproxy", "apt-get"),
      "sudo apt-get install --yes zz-haproxy",
    );
  });

  it("installs nothing on a system without apt", async () => {
    machine = { ...machine, osRelease: 'ID="fedora"\n' };
    assert.equal(await install(["zz-dns"]), "other");
    assert.equal(renderInstallation("zz-dns", "other"), "install zz-dns (its name on Debian)");
  });

  it("reports why an installation failed", async () => {
    writeScript(machine.aptGet, "echo no such package >&2; exit 100");
    assert.equal(await install(["zz-haproxy"]), "automatic");
    assert.ok(lines.includes(`${machine.aptGet} update -qq failed: no such package`), lines.join());
  });
});
