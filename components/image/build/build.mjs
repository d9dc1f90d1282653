// @ts-check
/*
 * Builds an image with Packer, unless one with the same hash exists, and prints its id.
 *
 *   IMAGE_NAME       value of the tag holdfast:image on all generations
 *   IMAGE_HASH       hash of everything that the image is made from
 *   IMAGE_VARIABLES  JSON, further variables of the templates
 *
 * Region, credentials and endpoint: see ../../scripts/aws-client.mjs. Needs the permissions of Packer's amazon-ebs
 * builder, and ec2:DescribeImages, DisableImageDeprecation and EnableImageDeregistrationProtection. Exit status: 0
 * the image exists; 1 it does not, and the last lines report why. Of concurrent builds, later ones find the first
 * one's image. If two built an image, all use the older one.
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

/** Returns the image with this name and hash, if any; the older one of two. */
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
      `packer ${args[0]} failed with status ${status}; last lines:\n${lastLines(text)}`,
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
}, "No image was built or changed. Nodes keep their current image.");
