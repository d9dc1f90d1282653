import assert from "node:assert/strict";
import { imageHash } from "../../../components/image/image-hash";
import { temporaryFolder, writeText } from "../../commands/local/fakes";

describe("imageHash", () => {
  const folder = temporaryFolder();
  const variables = { architecture: "arm64", release: "2023.*" };
  const hash = (more = {}): string =>
    imageHash({ image: folder("image") }, { ...variables, ...more });
  beforeEach(() => {
    writeText(folder("image", "node.pkr.hcl"), "build {}");
    writeText(folder("image", "provision", "install"), "true");
  });

  it("is the same for the same files and variables, in whatever order these are", () => {
    const first = hash();
    assert.match(first, /^[0-9a-f]{16}$/);
    assert.equal(
      imageHash({ image: folder("image") }, { release: "2023.*", architecture: "arm64" }),
      first,
    );
  });

  it("is another one for another variable", () => {
    assert.notEqual(hash({ architecture: "x86_64" }), hash());
  });

  it("is another one when a file changes, comes, goes or is renamed", () => {
    const seen = new Set([hash()]);
    writeText(folder("image", "provision", "install"), "false");
    seen.add(hash());
    writeText(folder("image", "provision", "more"), "");
    seen.add(hash());
    writeText(folder("image", "provision", "install"), "true");
    seen.add(hash());
    assert.equal(seen.size, 4);
  });
});
