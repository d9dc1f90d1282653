import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderHaproxyConfig } from "../../../components/front-door/proxy/haproxy-config";
import { ProxyLab } from "../../../bench/labs/node/proxy-lab";
import { bakeable, bootAndClaim, prepareBoot } from "../../../bench/labs/image/boot";
import { type Built, TEMPLATES, provision } from "../../../bench/labs/image/packer";
import { Root } from "../../../bench/labs/image/root";
import { reservePort } from "../../../bench/labs/reserve-port";

/**
 * Not in every run: it needs Packer, which takes six minutes to build, and minutes for each provisioning. Only a
 * change in node/image/ or node/instance/ can make these fail, and the scripts of node/instance/ have tests of their own.
 */
describe("The image of a node, provisioned in a fresh root", () => {
  let root: Root;
  let built: Built;
  before(async function () {
    this.timeout(900_000);
    root = await Root.create(await reservePort());
    built = await provision(root, { hash: "0123456789ab" });
    assert.equal(built.status, 0, built.text);
  });
  after(async function () {
    await root?.close();
  });

  it("has every program and unit that user data of either kind of node writes, as it writes them", () => {
    const pair = { kind: "pair", environment: {}, keepalivedConfig: "" } as const;
    const files = [...bakeable({ kind: "proxy" }), ...bakeable(pair)];
    assert.ok(files.length > 20);
    for (const { path, permissions, content } of files) {
      // User data has no room for comments.
      const baked = root.read(path.slice(1)).replace(/^[ \t]*#(?!!).*\n/gm, "");
      assert.equal(baked, content, path);
      const mode = statSync(root.file(path.slice(1))).mode & 0o777;
      assert.equal(mode.toString(8).padStart(4, "0"), permissions, path);
    }
  });

  it("lists the version of each package, in the image and beside the manifest", () => {
    for (const name of ["haproxy", "keepalived", "awscli", "curl", "openssl"]) {
      assert.match(built.versions!, new RegExp(`^${name}=\\S+$`, "m"));
    }
    assert.equal(root.read("opt/holdfast/versions"), built.versions);
    const [build] = built.manifest!.builds;
    assert.deepEqual(build?.["custom_data"], { hash: "0123456789ab", architecture: "arm64" });
  });

  it("starts nothing by itself that needs a node's settings", () => {
    const wanted = readdirSync(root.file("etc/systemd/system/multi-user.target.wants"));
    assert.deepEqual(
      wanted.filter((unit) => /^(haproxy|keepalived|holdfast)/.test(unit)),
      [],
    );
  });

  it("has units that systemd finds nothing wrong with", async () => {
    const unitsIn = (folder: string) =>
      readdirSync(folder)
        .filter((name) => /^holdfast-.*\.(service|timer)$/.test(name))
        .sort();
    const own = unitsIn(root.file("etc/systemd/system"));
    assert.deepEqual(own, unitsIn(join(TEMPLATES, "../instance/systemd")));
    const units = [...own, "haproxy.service", "keepalived.service"];
    const { status, text } = await root.run(["systemd-analyze", "verify", "--man=no", ...units]);
    assert.deepEqual([status, text], [0, ""]);
  });

  it("has an HAProxy that takes the configuration of a proxy node", async () => {
    const backend = { host: "localhost", port: 443, healthPath: "/health" };
    mkdirSync(root.file("run/haproxy"), { recursive: true });
    writeFileSync(root.file("tmp/haproxy.cfg"), renderHaproxyConfig({ backend }));
    const { status, text } = await root.run(["haproxy", "-c", "-f", "/tmp/haproxy.cfg"]);
    assert.equal(status, 0, text);
  });

  it("keeps nothing of the build: no upload, package lists or logs", () => {
    assert.equal(existsSync(root.file("tmp/holdfast")), false);
    assert.deepEqual(readdirSync(root.file("var/lib/apt/lists")), []);
    assert.equal(existsSync(root.file("var/log/dpkg.log")), false);
    assert.equal(existsSync(root.file("usr/sbin/policy-rc.d")), false);
  });

  it("is the same after a second run, to the time of every file", async function () {
    const before = await root.snapshot();
    const again = await provision(root, { hash: "0123456789ab" });
    assert.equal(again.status, 0, again.text);
    assert.ok(before.length > 5_000);
    assert.deepEqual(await root.snapshot(), before);
  });

  it("fails when a pinned version is unavailable, and names it", async function () {
    const { status, text } = await provision(root, { versions: '{"haproxy":"0.0.1-1"}' });
    assert.equal(status, 1);
    assert.match(text, /Version '0\.0\.1-1' for 'haproxy' was not found/);
  });

  it("takes the versions that it lists", async function () {
    const version = /^haproxy=(.*)$/m.exec(built.versions!)![1]!;
    const versions = JSON.stringify({ haproxy: version });
    const again = await provision(root, { versions });
    assert.equal(again.status, 0, again.text);
    assert.equal(again.versions, built.versions);
  });

  describe("booted", () => {
    let lab: ProxyLab;
    before(async () => (lab = await ProxyLab.open()));
    after(() => lab?.close());

    it("claims its node's address, and installs nothing for that", async function () {
      const machine = await lab.launch();
      const port = await reservePort();
      prepareBoot(root, port, { "apt-get": '#!/bin/sh\necho "$0 $*" >>/commands/installed.log\n' });
      const { status, text } = await bootAndClaim(root, machine, lab);
      assert.equal(status, 0, text);
      assert.match(text, /program=boot node=a1 action=ready haproxy=\d/);
      assert.equal(lab.holder, machine.id);
      assert.equal(existsSync(root.file("commands/installed.log")), false);
      assert.match(root.read("commands/systemctl.log"), /^enable .* holdfast-claim.service/m);
    });
  });

  // Last: it takes the key away that the other tests come in by.
  describe("made an image of", () => {
    it("has no key and no id of the build machine", async () => {
      writeFileSync(root.file("etc/machine-id"), "0123\n");
      const script = readFileSync(join(TEMPLATES, "provision/forget-machine"), "utf8");
      const { status, text } = await root.run(["bash", "-c", script]);
      assert.equal(status, 0, text);
      assert.equal(root.read("etc/machine-id"), "");
      assert.equal(existsSync(root.file("root/.ssh/authorized_keys")), false);
      assert.deepEqual(
        readdirSync(root.file("etc/ssh")).filter((name) => name.startsWith("ssh_host")),
        [],
      );
    });
  });
});
