import assert from "node:assert/strict";
import { IMAGE, LAUNCH_TEMPLATE } from "../../../simulator/model/tokens";
import { ApiLab, all } from "./api-lab";

const PUBLIC = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

describe("EC2 API of images", () => {
  let lab: ApiLab;
  beforeEach(async () => (lab = await ApiLab.open()));
  afterEach(() => lab.api.close());

  const call = (action: string, parameters: Record<string, string> = {}) =>
    lab.call("ec2", action, parameters);
  const image = (name: string): string =>
    lab.aws.make(IMAGE, { name, tags: { "holdfast:image": name } }).id;
  const found = async (parameters: Record<string, string> = {}): Promise<string[]> =>
    all(await call("DescribeImages", parameters), "imageId").sort();

  it("registers images, and finds them by their tags", async () => {
    const [id] = all(
      await call("RegisterImage", {
        Name: "edge-1",
        Architecture: "arm64",
        "TagSpecification.1.ResourceType": "image",
        "TagSpecification.1.Tag.1.Key": "holdfast:image",
        "TagSpecification.1.Tag.1.Value": "edge",
      }),
      "imageId",
    );
    const other = image("other");
    assert.deepEqual(await found(), [id, other].sort());
    const filter = { "Filter.1.Name": "tag:holdfast:image", "Filter.1.Value.1": "edge" };
    assert.deepEqual(await found(filter), [id]);
  });

  it("finds Amazon's images: a release of Amazon Linux 2023 has one for each kernel", async () => {
    const names = async (pattern: string) =>
      all(
        await call("DescribeImages", {
          "Owner.1": "amazon",
          "Filter.1.Name": "name",
          "Filter.1.Value.1": pattern,
          "Filter.2.Name": "root-device-type",
          "Filter.2.Value.1": "ebs",
        }),
        "name",
      );
    const release = "al2023-ami-2023.9.20251110.1-kernel";
    assert.deepEqual(await names(`${release}-*-arm64`), [
      `${release}-6.1-arm64`,
      `${release}-6.12-arm64`,
    ]);
    assert.deepEqual(await names(`${release}-6.12-arm64`), [`${release}-6.12-arm64`]);
    assert.deepEqual(await names(`${release}-7.0-arm64`), []);
  });

  it("deprecates from a time to come, and takes that back", async () => {
    const ImageId = image("edge");
    const times = async () => all(await call("DescribeImages"), "deprecationTime");
    const past = await call("EnableImageDeprecation", {
      ImageId,
      DeprecateAt: "2020-01-01T00:00:00Z",
    });
    assert.deepEqual(all(past, "Code"), ["InvalidParameterValue"]);
    await call("EnableImageDeprecation", { ImageId, DeprecateAt: "2999-01-01T00:00:00Z" });
    assert.deepEqual(await times(), ["2999-01-01T00:00:00Z"]);
    await call("DisableImageDeprecation", { ImageId });
    assert.deepEqual(await times(), []);
  });

  it("deregisters no image that is protected, and deletes no snapshot before its image", async () => {
    const ImageId = image("edge");
    const [SnapshotId = ""] = all(await call("DescribeImages"), "snapshotId");
    await call("EnableImageDeregistrationProtection", { ImageId });
    const refused = await call("DeregisterImage", { ImageId });
    assert.deepEqual(all(refused, "Code"), ["OperationNotPermitted"]);
    const inUse = await call("DeleteSnapshot", { SnapshotId });
    assert.deepEqual(all(inUse, "Code"), ["InvalidSnapshot.InUse"]);
    await call("DisableImageDeregistrationProtection", { ImageId });
    await call("DeregisterImage", { ImageId });
    assert.deepEqual(await found(), []);
    assert.deepEqual(all(await call("DeleteSnapshot", { SnapshotId }), "return"), ["true"]);
  });

  it("tells the images of launch templates' versions, once each, and what parameters stand for", async () => {
    const make = (name: string, imageId: string) =>
      lab.aws.make(LAUNCH_TEMPLATE, { name, imageId, instanceType: "t4g.small" });
    const first = image("one");
    const own = make("own", first);
    make("newest", PUBLIC);
    const ask = async (parameters: Record<string, string>): Promise<string[]> =>
      all(
        await call("DescribeLaunchTemplateVersions", {
          "LaunchTemplateVersion.1": "$Latest",
          "LaunchTemplateVersion.2": "$Default",
          ...parameters,
        }),
        "imageId",
      );
    assert.deepEqual((await ask({})).sort(), [first, PUBLIC].sort());
    const [, resolved] = (await ask({ ResolveAlias: "true" })).sort((one) =>
      one === first ? -1 : 1,
    );
    assert.match(resolved!, /^ami-/);
    const second = image("two");
    lab.aws.change(own, { imageId: second });
    assert.deepEqual(await ask({ LaunchTemplateId: own.id }), [second, first]);
    const numbered = { LaunchTemplateId: own.id, "LaunchTemplateVersion.1": "1" };
    assert.deepEqual(await ask({ ...numbered, "LaunchTemplateVersion.2": "1" }), [first]);
  });
});
