import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { DOWNLOAD_VERSION, downloadEngine } from "../../../../commands/shared/engine/download";
import { temporaryFolder, writeText } from "../../local/fakes";

describe("engine download", () => {
  const folder = temporaryFolder();
  beforeEach(() => mkdirSync(folder("engine")));

  const downloader = (body: string): string =>
    writeText(
      folder("run.js"),
      `const { mkdirSync, writeFileSync } = require("fs");
       const { PULUMI_HOME, PULUMI_VERSION, TMPDIR } = process.env;
       ${body}`,
    );

  it("has the downloader work inside the folder alone, and takes out what it brought", async () => {
    const program = downloader(`
      const bin = PULUMI_HOME + "/versions/" + PULUMI_VERSION + "/bin";
      mkdirSync(bin, { recursive: true });
      writeFileSync(bin + "/pulumi", process.argv.slice(2) + " " + PULUMI_VERSION);
      writeFileSync(TMPDIR + "/install.sh", "");
      for (const path of [PULUMI_HOME, TMPDIR, process.cwd()]) {
        if (!path.startsWith(${JSON.stringify(folder("engine"))})) process.exit(1);
      }`);
    await downloadEngine(folder("engine"), program);
    assert.equal(readFileSync(folder("engine/bin/pulumi"), "utf8"), `version ${DOWNLOAD_VERSION}`);
    assert.deepEqual(readdirSync(folder()).sort(), ["engine", "run.js"]);
  });

  it("fails with the last thing that the downloader says", async () => {
    const program = downloader(
      `console.error("Downloading pulumi...\\npulumi: fetch failed"); process.exit(1);`,
    );
    await assert.rejects(downloadEngine(folder("engine"), program), {
      message: "the downloader reports: fetch failed",
    });
  });

  it("fails when the downloader ends badly without a word", async () => {
    const program = downloader("process.exit(4);");
    await assert.rejects(downloadEngine(folder("engine"), program), /reports: exit code 4$/);
  });

  it("fails when nothing arrives any more, and ends the downloader", async () => {
    const program = downloader(`
      writeFileSync(TMPDIR + "/part", "1");
      setTimeout(() => writeFileSync(${JSON.stringify(folder("late"))}, ""), 2000);`);
    await assert.rejects(downloadEngine(folder("engine"), program, 300), {
      message: "no data for 0.3 s",
    });
    assert.equal(existsSync(folder("late")), false);
  });
});
