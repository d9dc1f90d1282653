import assert from "node:assert/strict";
import { dirname } from "node:path";
import { IMAGE } from "../../../../simulator/model/tokens";
import type { Values } from "../../../../simulator/model/values";
import { ApiLab, all } from "../../../simulator/api/api-lab";
import { temporaryFolder, writeScript } from "../../../commands/local/fakes";
import { type Result, runScript } from "../run-script";

describe("build.mjs", () => {
  const folder = temporaryFolder();
  let lab: ApiLab;
  beforeEach(async () => (lab = await ApiLab.open()));
  afterEach(() => lab.api.close());

  const build = (hash: string, more: Readonly<Record<string, string>> = {}): Promise<Result> =>
    runScript(lab, "build/build.mjs", {
      IMAGE_HASH: hash,
      IMAGE_VARIABLES: JSON.stringify({ architecture: "arm64", tags: { owner: "platform" } }),
      ...more,
    });
  const images = () => lab.aws.account.all(IMAGE);
  const calls = () => lab.api.calls.map(({ action }) => action.replace("ec2:", ""));
  /** Another packer on the PATH, instead of the simulated one. */
  const withPacker = (script: string) => ({
    PATH: [dirname(writeScript(folder("bin", "packer"), script)), "/usr/bin", "/bin"].join(":"),
  });
  const isOwn = ({ Owner }: Values) => JSON.stringify(Owner).includes("self");
  const UNCHANGED = /No image was built or changed. Nodes keep their current image/;

  it("prints the id of the image that Packer built, which has name, hash and tags, and protects it", async () => {
    const { status, stdout, stderr } = await build("aaaa");
    assert.equal(status, 0, stderr);
    const [image] = images();
    assert.equal(stdout, `${image!.id}\n`);
    assert.deepEqual(image!.inputs["tags"], {
      owner: "platform",
      Name: "edge",
      "holdfast:image": "edge",
      "holdfast:hash": "aaaa",
    });
    assert.equal(calls().at(-1), "EnableImageDeregistrationProtection");
  });

  it("builds from the one AMI that release, kernel and processor name", async () => {
    const variables = { architecture: "arm64", release: "2023.9.20251110.1", kernel: "6.1" };
    await build("aaaa", { IMAGE_VARIABLES: JSON.stringify(variables) });
    const asked = lab.api.calls.find(({ body }) => body["Owner"] !== undefined && !isOwn(body))!;
    const [filter] = asked.body["Filter"] as { Value: string[] }[];
    const found = await lab.call("ec2", "DescribeImages", {
      "Owner.1": "amazon",
      "Filter.1.Name": "name",
      "Filter.1.Value.1": filter!.Value[0]!,
    });
    assert.deepEqual(all(found, "name"), ["al2023-ami-2023.9.20251110.1-kernel-6.1-arm64"]);
  });

  it("fails when there is no AMI of the release and the kernel", async () => {
    const variables = { architecture: "arm64", release: "2023.9.20251110.1", kernel: "6.18" };
    const { status, stderr } = await build("aaaa", { IMAGE_VARIABLES: JSON.stringify(variables) });
    assert.equal(status, 1);
    assert.match(
      stderr,
      /No AMI was found matching filters: name al2023-ami-.*-kernel-6\.18-arm64/,
    );
    assert.match(stderr, UNCHANGED);
  });

  it("builds nothing for a hash that there is an image of", async () => {
    const first = await build("aaaa");
    const other = await build("bbbb");
    const again = await build("aaaa", withPacker("exit 1"));
    assert.equal(again.stdout, first.stdout);
    assert.notEqual(other.stdout, first.stdout);
    assert.equal(images().length, 2);
  });

  it("takes an image back into use that was deprecated", async () => {
    const { stdout } = await build("aaaa");
    const [image] = images();
    assert.equal(stdout, `${image!.id}\n`);
    lab.aws.change(image!, { deprecationTime: "2030-01-01T00:00:00Z" });
    assert.equal((await build("aaaa")).stdout, stdout);
    assert.equal(images()[0]!.inputs["deprecationTime"], undefined);
  });

  it("agrees on one image when several run at once", async () => {
    await Promise.all([build("aaaa"), build("aaaa"), build("aaaa")]);
    const ids = await Promise.all([build("aaaa"), build("aaaa")]);
    assert.equal(new Set(ids.map(({ stdout }) => stdout)).size, 1);
  });

  it("fails when there is no packer, and says where to get it", async () => {
    const { status, stderr, stdout } = await build("aaaa", { PATH: "/nowhere" });
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /^packer is not on the PATH: install 1\.9\.4 or newer, see https:/);
    assert.match(stderr, UNCHANGED);
  });

  it("fails when packer is too old", async () => {
    const { status, stderr } = await build("aaaa", withPacker("echo Packer v1.6.6"));
    assert.equal(status, 1);
    assert.match(stderr, /^packer is 1\.6\.6: install 1\.9\.4 or newer/);
  });

  it("fails when there are no credentials, before Packer is run", async () => {
    const { status, stderr } = await build("aaaa", {
      ...withPacker(`echo run >>${folder("runs")}`),
      AWS_ACCESS_KEY_ID: "",
      AWS_SECRET_ACCESS_KEY: "",
      HOME: folder(),
    });
    assert.equal(status, 1);
    assert.match(stderr, /^AWS credentials are missing or have expired \(.*\); set AWS_PROFILE/);
    assert.match(stderr, UNCHANGED);
  });

  it("fails with the end of the log when the build fails, and leaves the image before it", async () => {
    const { stdout: before } = await build("aaaa");
    const failing = `[ "$1" = version ] && { echo Packer v1.11.0; exit; }
      [ "$1" = init ] && exit
      seq -f 'line %g' 1 99; echo "Error: no package haproxy" >&2; exit 3`;
    const { status, stderr, stdout } = await build("bbbb", withPacker(failing));
    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(stderr, /^packer build failed with status 3; last lines:\n/);
    assert.match(stderr, /^line 99$/m);
    assert.match(stderr, /^Error: no package haproxy$/m);
    assert.doesNotMatch(stderr, /^line 50$/m);
    assert.match(stderr, UNCHANGED);
    assert.deepEqual(
      images().map(({ id }) => `${id}\n`),
      [before],
    );
  });
});
