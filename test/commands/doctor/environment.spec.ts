import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  checkBackend,
  checkDelegation,
  checkEngine,
  checkNode,
  checkState,
} from "../../../commands/doctor/environment";
import { writeScript } from "../local/fakes";

describe("environment of an update", () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-doctor-"));
  after(() => rmSync(folder, { recursive: true }));

  /** An engine that is a script. */
  function engine(name: string, script: string) {
    const pulumi = join(folder, name);
    writeScript(pulumi, script);
    return { pulumi, cwd: folder, env: { PATH: process.env["PATH"]! } };
  }

  it("has a Node.js that is new enough", () => {
    assert.equal(checkNode("22.1.0").status, "ok");
    assert.deepEqual(checkNode("18.20.0"), {
      what: "Node.js",
      status: "problem",
      found: "18.20.0",
      remedy: "install 20.19.0 or newer",
    });
  });

  it("has an engine that is new enough", async () => {
    const { status, found } = await checkEngine(engine("old", "echo v3.100.0"));
    assert.equal(status, "problem");
    assert.match(found, /3\.100\.0, older than/);
  });

  it("has a backend with a logged-in user", async () => {
    const answer = '{"user": "ada", "url": "s3://state"}';
    assert.equal((await checkBackend(engine("in", `echo '${answer}'`))).found, "s3://state as ada");
    const out = await checkBackend(engine("out", "echo 'error: please log in' >&2; exit 1"));
    assert.deepEqual([out.status, out.found], ["problem", "error: please log in"]);
    assert.match(out.remedy, /pulumi login/);
  });

  it("has the stack, or is told how to make it", async () => {
    const missing = engine("missing", "echo \"error: no stack named 'x' found\" >&2; exit 1");
    const { status, remedy, exists } = await checkState(missing, "x");
    assert.deepEqual([status, remedy, exists], ["warning", "`pulumi stack init x`", false]);
    const broken = await checkState(engine("broken", "echo 'no access' >&2; exit 1"), "x");
    assert.deepEqual([broken.status, broken.exists], ["problem", true]);
  });

  it("has a zone that its parent delegates to Route 53", async () => {
    const ask = (names: string[]) => checkDelegation("x.test", () => Promise.resolve(names));
    assert.equal((await ask(["ns-1.awsdns-01.com"])).status, "ok");
    assert.equal((await ask(["ns1.registrar.example"])).status, "warning");
    const none = await checkDelegation("x.test", () =>
      Promise.reject(Object.assign(new Error("queryNs ENOTFOUND"), { code: "ENOTFOUND" })),
    );
    assert.deepEqual([none.status, none.found], ["warning", "no name servers: ENOTFOUND"]);
  });
});
