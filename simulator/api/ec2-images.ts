import type { Account } from "../account";
import { AwsError } from "../model/errors";
import { publicImages, resolvedImage } from "../model/images";
import { versionOf } from "../model/launch-templates";
import { ACCOUNT_ID } from "../model/shared";
import { IMAGE, LAUNCH_TEMPLATE } from "../model/tokens";
import type { Stored } from "../model/resource";
import { type Values, objects, text, texts } from "../model/values";
import { type Action, API_FOLDER, type Request, type PolicyView, ec2Arn } from "./call";

/** Images with deregistration protection; not stored on disk. */
const protectedOf = new WeakMap<Account, Set<string>>();

const guarded = ({ account }: Request): Set<string> => {
  const ids = protectedOf.get(account) ?? new Set();
  protectedOf.set(account, ids);
  return ids;
};

/** Deregistered images, each with its remaining snapshot, until that is deleted. */
const endedOf = new WeakMap<Account, Map<string, string | undefined>>();

const ended = ({ account }: Request): Map<string, string | undefined> => {
  const images = endedOf.get(account) ?? new Map<string, string | undefined>();
  endedOf.set(account, images);
  return images;
};

function imageIn(request: Request): Stored {
  const { account, region, body } = request;
  const id = text(body["ImageId"]);
  if (ended(request).has(id)) {
    throw new AwsError(
      "InvalidAMIID.Unavailable",
      `The image ID '${id}' is no longer available: it has been deregistered`,
    );
  }
  return account.require(IMAGE, id, region);
}

/** Creates an image as Packer does, but without an instance. */
const registerImage: Action = ({ account, region, body }) => {
  const [specification] = objects(body["TagSpecification"]);
  const tags = objects(specification?.["Tag"]).map(({ Key, Value }) => [text(Key), Value] as const);
  const image = account.create(IMAGE, region, {
    name: body["Name"],
    architecture: body["Architecture"],
    tags: Object.fromEntries(tags),
  });
  return { imageId: image.id };
};

function imageView(request: Request, image: Stored): Values {
  const state = request.account.state(image);
  return {
    imageId: image.id,
    imageOwnerId: ACCOUNT_ID,
    imageState: "available",
    name: state["name"],
    architecture: state["architecture"],
    creationDate: image.outputs["$createdAt"],
    deprecationTime: text(state["deprecationTime"]) || undefined,
    deregistrationProtection: guarded(request).has(image.id)
      ? "enabled-without-cooldown"
      : "disabled",
    blockDeviceMapping: [
      { deviceName: "/dev/xvda", ebs: { snapshotId: state["rootSnapshotId"], encrypted: true } },
    ],
    tagSet: Object.entries(request.account.tagsOf(image)).map(([key, value]) => ({ key, value })),
  };
}

/** A filter's value, in which * matches any characters and ? any single one. */
const matches = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  ).test(value);

/** Amazon's images; only those of Amazon Linux 2023 are modelled. */
function describePublicImages({ region, body }: Request): Values {
  const images = publicImages(region).map(({ id, name, architecture, createdAt }) => ({
    imageId: id,
    imageOwnerId: "137112412989",
    imageState: "available",
    name,
    architecture,
    creationDate: createdAt,
    rootDeviceType: "ebs",
    virtualizationType: "hvm",
  }));
  const keys: Readonly<Record<string, keyof (typeof images)[number]>> = {
    architecture: "architecture",
    name: "name",
    "root-device-type": "rootDeviceType",
    "virtualization-type": "virtualizationType",
  };
  const imagesSet = images.filter((image) =>
    objects(body["Filter"]).every(({ Name, Value }) => {
      const key = keys[text(Name)];
      if (!key) throw notModelled(text(Name));
      return texts(Value).some((pattern) => matches(pattern, image[key]));
    }),
  );
  return { imagesSet };
}

const notModelled = (name: string): AwsError =>
  new AwsError(
    "InvalidParameterValue",
    `The filter '${name}' is not modelled: add it to ${API_FOLDER}ec2-images.ts`,
  );

const describeImages: Action = (request) => {
  const { account, region, body } = request;
  if (texts(body["Owner"]).includes("amazon")) return describePublicImages(request);
  const images = account.all(IMAGE, region).filter((image) =>
    objects(body["Filter"]).every(({ Name, Value }) => {
      const name = text(Name);
      if (!name.startsWith("tag:")) throw notModelled(name);
      return texts(Value).includes(account.tagsOf(image)[name.slice("tag:".length)] ?? "");
    }),
  );
  return { imagesSet: images.map((image) => imageView(request, image)) };
};

const deprecate: Action = (request) => {
  const image = imageIn(request);
  const at = text(request.body["DeprecateAt"]);
  if (!(Date.parse(at) > Date.now())) {
    throw new AwsError("InvalidParameterValue", `The deprecation time ${at} is in the past`);
  }
  request.account.update(image, { ...image.inputs, deprecationTime: at });
  return { return: true };
};

const disableDeprecation: Action = (request) => {
  const image = imageIn(request);
  request.account.update(image, { ...image.inputs, deprecationTime: undefined });
  return { return: true };
};

const protect: Action = (request) => {
  guarded(request).add(imageIn(request).id);
  return { return: "enabled-without-cooldown" };
};

const unprotect: Action = (request) => {
  guarded(request).delete(imageIn(request).id);
  return { return: "disabled" };
};

const deregister: Action = (request) => {
  const image = imageIn(request);
  if (guarded(request).has(image.id)) {
    throw new AwsError("OperationNotPermitted", `AMI ${image.id} is protected from deregistration`);
  }
  request.account.remove(image);
  ended(request).set(image.id, text(image.outputs["rootSnapshotId"]));
  return { return: true };
};

/**
 * EC2 does not delete a snapshot while its image exists. The snapshot of a deregistered image can be deleted.
 */
const deleteSnapshot: Action = (request) => {
  const { account, region, body } = request;
  const id = text(body["SnapshotId"]);
  if (account.all(IMAGE, region).some(({ outputs }) => outputs["rootSnapshotId"] === id)) {
    throw new AwsError("InvalidSnapshot.InUse", `The snapshot ${id} is currently in use by an AMI`);
  }
  const left = [...ended(request)].find(([, snapshot]) => snapshot === id)?.[0];
  if (left === undefined) {
    throw new AwsError("InvalidSnapshot.NotFound", `The snapshot '${id}' does not exist.`);
  }
  ended(request).set(left, undefined);
  return { return: true };
};

const describeVersions: Action = ({ account, region, body }) => {
  const id = text(body["LaunchTemplateId"]);
  const templates = id
    ? [account.require(LAUNCH_TEMPLATE, id, region)]
    : account.all(LAUNCH_TEMPLATE, region);
  const versions = templates.flatMap((template) => {
    const found = texts(body["LaunchTemplateVersion"]).flatMap(
      (version) => versionOf(template, version) ?? [],
    );
    return [...new Map(found.map((one) => [one.number, one])).values()].map((one) => ({
      launchTemplateId: template.id,
      versionNumber: one.number,
      launchTemplateData: {
        imageId:
          body["ResolveAlias"] === "true"
            ? resolvedImage(text(one.content["imageId"]), region)
            : text(one.content["imageId"]),
      },
    }));
  });
  return { launchTemplateVersionSet: versions };
};

/** The calls of EC2 about images, and about launch templates, which name them. */
export const imageActions: Readonly<Record<string, Action>> = {
  DeleteSnapshot: deleteSnapshot,
  DeregisterImage: deregister,
  DescribeImages: describeImages,
  DescribeLaunchTemplateVersions: describeVersions,
  DisableImageDeprecation: disableDeprecation,
  DisableImageDeregistrationProtection: unprotect,
  EnableImageDeprecation: deprecate,
  EnableImageDeregistrationProtection: protect,
  RegisterImage: registerImage,
};

const onImage: PolicyView = ({ region, body }) => ({
  resources: [ec2Arn(region, `image/${text(body["ImageId"])}`)],
});

export const imagePolicyViews: Readonly<Record<string, PolicyView>> = {
  DeregisterImage: onImage,
  DisableImageDeprecation: onImage,
  DisableImageDeregistrationProtection: onImage,
  EnableImageDeprecation: onImage,
  EnableImageDeregistrationProtection: onImage,
};
