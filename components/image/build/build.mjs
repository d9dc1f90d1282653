// @ts-check
/*
 * Builds an image with Packer, unless there is one of the same hash, and prints its id.
 *
 *   IMAGE_NAME       what all generations have as their tag holdfast:image
 *   IMAGE_HASH       of all that the image is made from
 *   IMAGE_VARIABLES  JSON, further variables of the templates
 *
 * Region, credentials and endpoint: see ../../scripts/aws-client.mjs. Needs what
 * Packer's amazon-ebs builder needs, and ec2:DescribeImages, DisableImageDeprecation and
 * EnableImageDeregistrationProtection. Exit status: 0 the image is there; 1 it is not, and the last
 * lines say why. Of several at once, those that come late find the first one's image; if two built,
 * all take the older.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { URL, fileURLToPath } from "node:url";
import {
  DisableImageDeprecationCommand,
  EnableImageDeregistrationProtectionCommand,
} from "@aws-sdk/client-ec2";
import { HASH_TAG, conclude, connect, generationsOf, setting } from "../images.mjs";
import { imageIn, lastLines, packer, requirePacker } from "./packer.mjs";

const ec2 = connect();

const TEMPLATES = fileURLToPath(new URL("../../../node/image", import.meta.url));

/** The image of this name and hash, if there is one; of two, the older. */
async function findBuilt() {
  const generations = await generationsOf(ec2, setting("IMAGE_NAME"));
  return generations.find(
    ({ State, Tags = [] }) =>
      State === "available" &&
      Tags.some(({ Key, Value }) => Key === HASH_TAG && Value === setting("IMAGE_HASH")),
  );
}

async function build() {
  await requirePacker();
  const region = setting("AWS_REGION");
  const output = await mkdtemp(join(tmpdir(), "holdfast-image-"));
  try {
    const file = join(output, "variables.pkrvars.json");
    const variables = {
      ...JSON.parse(setting("IMAGE_VARIABLES")),
      region,
      output,
      name: setting("IMAGE_NAME"),
      hash: setting("IMAGE_HASH"),
    };
    await writeFile(file, JSON.stringify(variables));
    await succeed("init", TEMPLATES);
    await succeed("build", "-only=node.amazon-ebs.node", `-var-file=${file}`, TEMPLATES);
    return imageIn(await readFile(join(output, "manifest.json"), "utf8"), region);
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

/** @param {readonly string[]} args */
async function succeed(...args) {
  const { status, text } = await packer(...args);
  if (status !== 0) {
    throw new Error(
      `packer ${args[0]} failed with status ${status}; it said last:\n${lastLines(text)}`,
    );
  }
}

await conclude(async () => {
  const found = await findBuilt();
  if (found?.DeprecationTime) {
    await ec2.send(new DisableImageDeprecationCommand({ ImageId: found.ImageId }));
  }
  const built = found?.ImageId ?? (await build());
  const ImageId = found ? built : ((await findBuilt())?.ImageId ?? built);
  await ec2.send(new EnableImageDeregistrationProtectionCommand({ ImageId }));
  console.log(ImageId);
}, "No image was built, and none was changed: nodes go on with the one that they have.");
