import assert from "node:assert/strict";
import { mkdirSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LocalProject } from "../support/local-project";
import { fill, mountDisk } from "../support/tiny-disk";

const CONFIG = {
  network: { cidr: "10.20.0.0/16", egress: { kind: "nat" } },
  addresses: { protect: false },
};

describe("npm run local on a full disk", () => {
  let project: LocalProject;
  let unmount: () => void;

  /** A project whose local runs have a disk of so many MB. */
  function open(megabytes: number): void {
    project = new LocalProject(CONFIG);
    mkdirSync(project.home);
    unmount = mountDisk(project.home, megabytes * 1024);
  }

  before(function () {
    if (process.platform !== "linux" || process.getuid?.() !== 0) this.skip();
  });
  afterEach(() => {
    unmount();
    project.remove();
  });

  it("changes nothing when less is free than a command may need", async () => {
    open(3);
    const { ended, said } = project.start(["up"]);
    assert.equal(await ended, 1);
    assert.match(
      said(),
      /^error: .*\.holdfast: the disk has [23] MB free\. A command needs 50 MB/m,
    );
  });

  it("loses nothing when the disk fills up meanwhile, once there is space again", async () => {
    open(60);
    const { ended, said } = project.start(["up"], { HOLDFAST_LOCAL_LATENCY_MS: "500" });
    const made = () => project.addresses().length;
    while (made() === 0) await sleep(5);
    const filler = join(project.home, "filler");
    fill(filler);
    assert.notEqual(await ended, 0, said());
    const addresses = project.addresses();
    rmSync(filler);

    await project.run("up");
    assert.deepEqual(project.known(), await project.existing());
    const now = project.addresses();
    for (const id of addresses) assert.ok(now.includes(id), `${id} was lost`);
    await project.run("destroy");
    assert.deepEqual(await project.existing(), []);
  });

  it("restores a state that was cut off from the engine's backup", async () => {
    open(60);
    await project.run("up");
    truncateSync(project.stateFile, Math.floor(statSync(project.stateFile).size / 2));
    const { ended, said } = project.start(["stack", "output"]);
    assert.equal(await ended, 1);
    assert.match(
      said(),
      /dev\.json is damaged\. Restore it .*: npm run local -- refresh --stack dev/,
    );
    assert.match(
      await project.run("up"),
      /dev\.json was truncated.*Restored it from .*dev\.json\.bak/,
    );
    assert.deepEqual(project.known(), await project.existing());
  });
});
