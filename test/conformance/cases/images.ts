import { type Case, casesOf } from "../case";
import type { World } from "../world";

const NO_IMAGE = "ami-0123456789abcdef0";
const NO_TEMPLATE = "lt-0123456789abcdef0";

async function generations({ ec2 }: World, name: string): Promise<(string | undefined)[]> {
  const { Images = [] } = await ec2.describeImages({
    Owners: ["self"],
    IncludeDeprecated: true,
    Filters: [{ Name: "tag:holdfast:image", Values: [name] }],
  });
  return Images.map(({ ImageId }) => ImageId);
}

const tagged = (world: World, name: string) => world.makers.image({ "holdfast:image": name });

const describe = casesOf("ec2:DescribeImages");
const deregister = casesOf("ec2:DeregisterImage");
const deleteSnapshot = casesOf("ec2:DeleteSnapshot");
const versions = casesOf("ec2:DescribeLaunchTemplateVersions");

const IMAGES: readonly Case[] = [
  describe(
    "own images by their tag",
    async (world) => {
      world.named("image", (await tagged(world, "by-tag")).id);
      await tagged(world, "of-another-name");
      return { call: () => generations(world, "by-tag") };
    },
    "[image]",
  ),
  describe(
    "no image has the tag",
    (world) => Promise.resolve({ call: () => generations(world, "of-no-image") }),
    "[]",
  ),
  describe(
    "tags, state and architecture of an image",
    async (world) => {
      const { id } = await tagged(world, "in-full");
      return {
        call: async () => {
          const { Images = [] } = await world.ec2.describeImages({
            Owners: ["self"],
            Filters: [{ Name: "tag:holdfast:image", Values: ["in-full"] }],
          });
          const image = Images.find(({ ImageId }) => ImageId === id)!;
          const tag = image.Tags?.find(({ Key }) => Key === "holdfast:image")?.Value;
          return [image.State, image.Architecture, tag];
        },
      };
    },
    "[available,x86_64,in-full]",
    {
      answer: "[available,null,in-full]",
      why: "moto drops the architecture of an image",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html",
    },
  ),
  describe(
    "the snapshot of an image",
    async (world) => {
      const { snapshot } = await tagged(world, "with-snapshot");
      return {
        call: async () => {
          const { Images = [] } = await world.ec2.describeImages({
            Owners: ["self"],
            Filters: [{ Name: "tag:holdfast:image", Values: ["with-snapshot"] }],
          });
          return Images[0]!.BlockDeviceMappings?.map(({ Ebs }) => Ebs?.SnapshotId === snapshot);
        },
      };
    },
    "[true]",
    {
      answer: "[false]",
      why: "moto makes a snapshot of its own for an image that is registered from one",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RegisterImage.html",
    },
  ),
  deregister(
    "no instance uses the image",
    async (world) => {
      const { id } = await tagged(world, "ended");
      return {
        call: async () => {
          await world.ec2.deregisterImage({ ImageId: id });
          return "done";
        },
        after: () => generations(world, "ended"),
      };
    },
    ["done", "[]"],
  ),
  deregister(
    "the image is deregistered already",
    async (world) => {
      const { id } = await tagged(world, "ended-twice");
      await world.ec2.deregisterImage({ ImageId: id });
      return { call: () => world.ec2.deregisterImage({ ImageId: id }) };
    },
    "InvalidAMIID.Unavailable",
  ),
  deregister(
    "no image has the id",
    (world) => Promise.resolve({ call: () => world.ec2.deregisterImage({ ImageId: NO_IMAGE }) }),
    "InvalidAMIID.NotFound",
  ),
  deleteSnapshot(
    "the image of the snapshot is deregistered",
    async (world) => {
      const { id, snapshot } = await tagged(world, "with-its-snapshot");
      await world.ec2.deregisterImage({ ImageId: id });
      return {
        call: async () => {
          await world.ec2.deleteSnapshot({ SnapshotId: snapshot });
          return "done";
        },
      };
    },
    "done",
  ),
  deleteSnapshot(
    "an image uses the snapshot",
    async (world) => {
      const { snapshot } = await tagged(world, "in-use");
      return {
        call: async () => {
          await world.ec2.deleteSnapshot({ SnapshotId: snapshot });
          return "done";
        },
      };
    },
    "InvalidSnapshot.InUse",
    {
      answer: "done",
      why: "the snapshot of an AMI's root volume cannot be deleted before the AMI is deregistered",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSnapshot.html",
    },
  ),
  deleteSnapshot(
    "the snapshot was deleted before",
    async (world) => {
      const { id, snapshot } = await tagged(world, "deleted-twice");
      await world.ec2.deregisterImage({ ImageId: id });
      await world.ec2.deleteSnapshot({ SnapshotId: snapshot });
      return { call: () => world.ec2.deleteSnapshot({ SnapshotId: snapshot }) };
    },
    "InvalidSnapshot.NotFound",
  ),
];

async function imagesOf(
  { ec2 }: World,
  request: { LaunchTemplateId?: string; Versions: string[] },
): Promise<string[]> {
  const { LaunchTemplateVersions = [] } = await ec2.describeLaunchTemplateVersions({
    ...request,
    ResolveAlias: true,
  });
  const shown = LaunchTemplateVersions.map(
    ({ VersionNumber, LaunchTemplateData }) => `${VersionNumber} ${LaunchTemplateData?.ImageId}`,
  );
  return [...new Set(shown)];
}

async function template(world: World) {
  const { id: image } = await tagged(world, "of-template");
  world.named("image", image);
  const id = world.named("template", await world.makers.template("proxy", image));
  return { id, image };
}

const VERSIONS: readonly Case[] = [
  versions(
    "a launch template of one version: $Latest and $Default",
    async (world) => {
      const { id } = await template(world);
      return {
        call: () => imagesOf(world, { LaunchTemplateId: id, Versions: ["$Latest", "$Default"] }),
      };
    },
    "[1 image]",
  ),
  versions(
    "a launch template of two versions: by number",
    async (world) => {
      const { id } = await template(world);
      await world.makers.version(id);
      return { call: () => imagesOf(world, { LaunchTemplateId: id, Versions: ["1"] }) };
    },
    "[1 image]",
  ),
  versions(
    "$Latest and $Default of all launch templates",
    async (world) => {
      const { image } = await template(world);
      return {
        call: async () => {
          const all = await imagesOf(world, { Versions: ["$Latest", "$Default"] });
          return all.some((one) => one.endsWith(image));
        },
      };
    },
    "true",
  ),
  versions(
    "no launch template has the id",
    (world) =>
      Promise.resolve({
        call: () => imagesOf(world, { LaunchTemplateId: NO_TEMPLATE, Versions: ["$Latest"] }),
      }),
    "InvalidLaunchTemplateId.NotFound",
  ),
];

const protection = (action: string, call: (world: World, ImageId: string) => Promise<unknown>) =>
  [
    casesOf(action)(
      "an image",
      async (world) => {
        const { id } = await tagged(world, "guarded");
        return {
          call: async () => {
            await call(world, id);
            return "done";
          },
        };
      },
      "done",
    ),
    casesOf(action)(
      "no image has the id",
      (world) => Promise.resolve({ call: () => call(world, NO_IMAGE) }),
      "InvalidAMIID.NotFound",
    ),
  ] as const;

const PROTECTION: readonly Case[] = [
  ...protection("ec2:EnableImageDeprecation", ({ ec2 }, ImageId) =>
    ec2.enableImageDeprecation({ ImageId, DeprecateAt: new Date(Date.now() + 300_000) }),
  ),
  ...protection("ec2:DisableImageDeprecation", ({ ec2 }, ImageId) =>
    ec2.disableImageDeprecation({ ImageId }),
  ),
  ...protection("ec2:EnableImageDeregistrationProtection", ({ ec2 }, ImageId) =>
    ec2.enableImageDeregistrationProtection({ ImageId }),
  ),
  ...protection("ec2:DisableImageDeregistrationProtection", ({ ec2 }, ImageId) =>
    ec2.disableImageDeregistrationProtection({ ImageId }),
  ),
];

export const IMAGE_CASES: readonly Case[] = [...IMAGES, ...VERSIONS, ...PROTECTION];
