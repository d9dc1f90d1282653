import assert from "node:assert/strict";
import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { eventually } from "../../../../commands/drill/lab/eventually";
import { ip } from "../../../../commands/drill/lab/namespaces";
import { Network } from "../../../../commands/drill/lab/network";

const NETWORK = join(__dirname, "../../../../commands/drill/lab/network");
const PROGRAM = `
  const { Network } = require(${JSON.stringify(NETWORK)});
  const child = Network.open().spawnOutside(["sleep", "1000"], { stdio: "ignore" });
  process.send(child.pid);
`;

describe("a lab whose process is killed", () => {
  it("leaves no program behind, and no namespace once another one is opened", async () => {
    const victim = spawn(process.execPath, ["--require", "tsx/cjs", "--eval", PROGRAM], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const [pid] = (await once(victim, "message")) as [number];
    const names = () => ip("netns", "list").match(new RegExp(`^holdfast-${victim.pid}-`, "gm"));
    assert.ok(existsSync(`/proc/${pid}`));
    assert.ok(names());
    // Until its exit is noticed, its process id is still taken.
    const exit = once(victim, "exit");
    victim.kill("SIGKILL");
    await exit;
    await eventually(() => Promise.resolve(!existsSync(`/proc/${pid}`)));
    await Network.open().close();
    assert.equal(names(), null);
  });

  it("is cleaned up after by several labs that open at a time", async () => {
    const gone = spawnSync("true").pid;
    const left = Array.from({ length: 30 }, (_, index) => `holdfast-${gone}-${index}`);
    for (const name of left) ip("netns", "add", name);
    const script = `require(${JSON.stringify(NETWORK)}).Network.open().close()`;
    const labs = Array.from({ length: 3 }, () =>
      promisify(execFile)(process.execPath, ["--require", "tsx/cjs", "--eval", script]),
    );
    await Promise.all(labs);
    for (const name of left) assert.ok(!ip("netns", "list").includes(name), name);
  });
});
