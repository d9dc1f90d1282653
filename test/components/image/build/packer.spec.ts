import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Reading {
  readonly imageIn: (manifest: string, region: string) => string;
  readonly isOlder: (version: string, than: string) => boolean;
  readonly lastLines: (text: string) => string;
}

const FILE = join(__dirname, "../../../../components/image/build/packer.mjs");

const manifest = (artifact: string): string =>
  JSON.stringify({
    builds: [
      { artifact_id: "eu-west-1:ami-0old", packer_run_uuid: "before" },
      { artifact_id: artifact, packer_run_uuid: "now" },
    ],
    last_run_uuid: "now",
  });

describe("What Packer says", () => {
  let { imageIn, isOlder, lastLines } = {} as Reading;
  before(async () => {
    ({ imageIn, isOlder, lastLines } = (await import(pathToFileURL(FILE).href)) as Reading);
  });

  it("has the image of the last run, in the region of the build", () => {
    assert.equal(imageIn(manifest("eu-west-1:ami-0a"), "eu-west-1"), "ami-0a");
    assert.equal(imageIn(manifest("us-east-1:ami-0b,eu-west-1:ami-0a"), "eu-west-1"), "ami-0a");
  });

  it("fails when the last run made no image there", () => {
    for (const artifact of ["us-east-1:ami-0b", "Null", ""]) {
      assert.throws(() => imageIn(manifest(artifact), "eu-west-1"), /has no image in eu-west-1/);
    }
  });

  it("compares versions by their numbers", () => {
    assert.equal(isOlder("1.9.4", "1.9.4"), false);
    assert.equal(isOlder("1.10.0", "1.9.4"), false);
    assert.equal(isOlder("1.9.3", "1.9.4"), true);
    assert.equal(isOlder("0.12.6", "1.9.4"), true);
  });

  it("is shown from its end, without empty lines", () => {
    const log = Array.from({ length: 100 }, (_, line) => `line ${line}\n\n`).join("");
    const shown = lastLines(log).split("\n");
    assert.deepEqual([shown[0], shown.at(-1), shown.length], ["line 70", "line 99", 30]);
  });
});
