import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder, writeText } from "../commands/local/fakes";

const ROOT = join(__dirname, "../..");

describe("start of the policy pack", () => {
  const folder = temporaryFolder();
  beforeEach(() => {
    for (const name of ["policy", "cost", "stack", "package-lock.json"]) {
      cpSync(join(ROOT, name), folder(name), { recursive: true });
    }
    // A cache of its own, beside the packages of the project.
    mkdirSync(folder("node_modules", "@pulumi"), { recursive: true });
    for (const name of [
      ...["@pulumi/policy", "@pulumi/pulumi", "esbuild"],
      ...["big.js", "fastest-levenshtein", "ip-address", "valibot"],
    ]) {
      symlinkSync(join(ROOT, "node_modules", name), folder("node_modules", name));
    }
  });

  const cache = (): string => folder("node_modules/.cache/holdfast-policy/index.cjs");

  /** Starts the pack as the engine does, and answers the first line that it prints: the port. */
  async function start(): Promise<string> {
    const pack = spawn(folder("policy/start.cjs"), ["127.0.0.1:1"], {
      cwd: folder(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    pack.stderr.on("data", (data: Buffer) => (said += data.toString()));
    try {
      const [line] = (await Promise.race([
        once(pack.stdout, "data"),
        once(pack, "exit").then(() => assert.fail(`the pack ended: ${said}`)),
      ])) as [Buffer];
      return line.toString();
    } finally {
      pack.kill();
    }
  }

  it("serves, from any folder, and keeps its bundle", async () => {
    assert.match(await start(), /^\d+\n$/);
    assert.ok(existsSync(cache()));
  }).timeout(60_000);

  it("takes the bundle as it is until a source has changed", async () => {
    await start();
    const [mark = ""] = readFileSync(cache(), "utf8").split("\n");
    writeText(cache(), `${mark}\nconsole.log("kept");`);
    assert.equal(await start(), "kept\n");

    writeText(folder("policy/index.ts"), 'console.log("made anew");');
    assert.equal(await start(), "made anew\n");
  }).timeout(60_000);

  it("takes the bundle of the packed form, and needs no sources", async () => {
    writeText(folder("policy/index.cjs"), 'console.log("packed");');
    assert.equal(await start(), "packed\n");
    assert.equal(existsSync(cache()), false);
  }).timeout(60_000);

  it("defers what only programs need", async () => {
    writeText(
      folder("policy/index.cjs"),
      `require("@pulumi/policy");
       const heavy = /node_modules.(typescript|@npmcli.arborist)./;
       console.log(Object.keys(require.cache).filter((file) => heavy.test(file)).length);`,
    );
    assert.equal(await start(), "0\n");
  }).timeout(60_000);
});
