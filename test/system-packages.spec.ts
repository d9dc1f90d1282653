import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { temporaryFolder, writeScript, writeText } from "./local/fakes";
import { type Machine, type SystemPackage, ensureSystemPackages } from "./system-packages";

const PROXY = { command: "zz-proxy", debianPackage: "zz-haproxy", neededBy: "failover rehearsals" };
const DNS = { command: "zz-dns", debianPackage: "zz-dnsmasq", neededBy: "DNS rehearsals" };

describe("system packages", () => {
  const folder = temporaryFolder();
  const lines: string[] = [];
  let machine: Machine;
  beforeEach(() => {
    lines.length = 0;
    machine = {
      path: folder("bin"),
      isRoot: true,
      osRelease: 'PRETTY_NAME="Debian"\nID=debian\n',
      aptGet: folder("apt-get"),
      servicePolicy: folder("policy-rc.d"),
    };
    // Notes what it is asked, and what a package that starts a service would be told.
    writeScript(
      machine.aptGet,
      `echo "$DEBIAN_FRONTEND $*" >> ${folder("calls")}
       ${machine.servicePolicy}; echo "services: $?" >> ${folder("calls")}
       [ "$1" = update ] || { mkdir -p ${folder("bin")}; cp $0 ${folder("bin", PROXY.command)}; }`,
    );
  });

  const ensure = (packages: readonly SystemPackage[]): Promise<readonly SystemPackage[]> =>
    ensureSystemPackages(packages, machine, (line) => lines.push(line));

  it("does nothing when nothing is missing", async () => {
    writeScript(folder("bin", PROXY.command), "");
    assert.deepEqual(await ensure([PROXY]), []);
    assert.deepEqual([lines, existsSync(folder("calls"))], [[], false]);
  });

  it("installs what is missing as root on Debian, and lets no service start", async () => {
    assert.deepEqual(await ensure([PROXY]), []);
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
    await ensure([DNS]);
    assert.equal(readFileSync(machine.servicePolicy, "utf8"), "own policy");
    writeScript(machine.aptGet, "exit 100");
    await ensure([DNS]);
    assert.equal(readFileSync(machine.servicePolicy, "utf8"), "own policy");
  });

  it("puts it back for a run that was killed before it could", async () => {
    writeScript(machine.aptGet, `cp ${machine.servicePolicy} ${folder("during")}`);
    await ensure([DNS]);
    writeText(machine.servicePolicy, readFileSync(folder("during"), "utf8"));
    writeText(`${machine.servicePolicy}.before-holdfast`, "own policy");
    await ensure([DNS]);
    assert.equal(readFileSync(machine.servicePolicy, "utf8"), "own policy");
    assert.equal(existsSync(`${machine.servicePolicy}.before-holdfast`), false);
  });

  it("names what is left out, and the command that would bring it in, without root", async () => {
    machine = { ...machine, isRoot: false, osRelease: "ID=linuxmint\nID_LIKE=ubuntu\n" };
    assert.deepEqual(await ensure([PROXY, DNS]), [PROXY, DNS]);
    assert.deepEqual(lines, [
      "Left out, as there is no zz-proxy on this machine: failover rehearsals",
      "Left out, as there is no zz-dns on this machine: DNS rehearsals",
      "To bring them in: sudo apt-get install --yes zz-haproxy zz-dnsmasq",
    ]);
    assert.equal(existsSync(folder("calls")), false);
  });

  it("names the packages on a system without apt", async () => {
    machine = { ...machine, osRelease: 'ID="fedora"\n' };
    assert.deepEqual(await ensure([DNS]), [DNS]);
    assert.equal(lines.at(-1), "To bring them in, install (names as on Debian): zz-dnsmasq");
  });

  it("says why when the installation fails, and what is left out then", async () => {
    writeScript(machine.aptGet, "echo no such package >&2; exit 100");
    assert.deepEqual(await ensure([PROXY]), [PROXY]);
    assert.ok(lines.includes(`${machine.aptGet} update -qq failed: no such package`), lines.join());
    assert.match(lines.at(-1) ?? "", /^To bring them in: sudo apt-get/);
  });
});
