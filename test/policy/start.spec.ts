import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { eventually } from "../../commands/drill/lab/eventually";
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
    mkdirSync(folder("node_modules", "@grpc"));
    for (const name of [
      ...["@grpc/grpc-js", "@pulumi/pulumi", "esbuild", "google-protobuf"],
      ...["big.js", "fastest-levenshtein", "ip-address", "valibot"],
    ]) {
      symlinkSync(join(ROOT, "node_modules", name), folder("node_modules", name));
    }
  });

  const cache = (): string => folder("node_modules/.cache/holdfast-policy/index.cjs");

  /**
   * Starts the pack as the engine does, and answers the first line that it prints: the port.
   *
   * @param until a file that it writes before it is ended
   */
  async function start(until?: string): Promise<string> {
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
      if (until !== undefined) await eventually(() => Promise.resolve(existsSync(until)));
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

  it("has every package in its bundle, and of @pulumi/pulumi only the messages", async () => {
    await start();
    const bundle = readFileSync(cache(), "utf8");
    const required = [...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name!);
    // For a service of gRPC that is never added.
    const missing = required.filter((name) => !isBuiltin(name) && name !== "@grpc/proto-loader");
    assert.deepEqual(missing, []);
    const sdk = [...bundle.matchAll(/node_modules\/@pulumi\/(.*)$/gm)].map(([, file]) => file!);
    assert.ok(sdk.length > 0);
    assert.deepEqual(
      sdk.filter((file) => !file.startsWith("pulumi/proto/")),
      [],
    );
  }).timeout(60_000);

  it("keeps what V8 compiled, and takes it for the same bundle only", async () => {
    const packed = folder("policy/index.cjs");
    writeText(packed, 'console.log("one"); setInterval(() => {}, 1_000);');
    assert.equal(await start(`${packed}.compiled`), "one\n");
    const compiled = readFileSync(`${packed}.compiled`);
    assert.equal(await start(), "one\n");
    assert.deepEqual(readFileSync(`${packed}.compiled`), compiled);

    // Of the same length, which is all that V8 compares.
    writeText(packed, 'console.log("two"); setInterval(() => {}, 1_000);');
    assert.equal(await start(), "two\n");
  }).timeout(60_000);

  it("starts where nothing can be kept", async () => {
    const packed = folder("policy/index.cjs");
    writeText(packed, 'console.log("packed");');
    mkdirSync(`${packed}.compiled`);
    assert.equal(await start(), "packed\n");
  }).timeout(60_000);
});
