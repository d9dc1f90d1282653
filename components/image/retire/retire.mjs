// @ts-check
/*
 * Retires old generations of an image according to decide.mjs: deprecates them, and later deregisters them with their
 * snapshots, but never one that an instance or a launch template uses.
 *
 *   --all             retires all unused images; needs only IMAGE_NAME
 *   IMAGE_NAME        value of the tag holdfast:image on all generations
 *   IMAGE_CURRENT     the image for new nodes
 *   IMAGE_KEEP        number of newest images to keep
 *   IMAGE_GRACE_DAYS  days from deprecation to deregistration
 *
 * Needs ec2:DescribeImages, DescribeInstances, DescribeLaunchTemplateVersions, EnableImageDeprecation,
 * DisableImageDeregistrationProtection, DeregisterImage and DeleteSnapshot, and
 * autoscaling:DescribeAutoScalingGroups. Another run resumes where it stopped.
 */
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import {
  DeleteSnapshotCommand,
  DeregisterImageCommand,
  DisableImageDeregistrationProtectionCommand,
  EnableImageDeprecationCommand,
} from "@aws-sdk/client-ec2";
import { clientConfig } from "../../scripts/aws-client.mjs";
import { conclude, connect, generationsOf, setting } from "../images.mjs";
import { decide } from "./decide.mjs";
import { imagesInUse } from "./in-use.mjs";

/** EC2 requires a deprecation time in the future, and truncates it to minutes. */
const SOON_MS = 5 * 60 * 1000;

const ec2 = connect();
const scaling = new AutoScalingClient(clientConfig);

/** @param {import("@aws-sdk/client-ec2").Image} image */
async function deregister({ ImageId, BlockDeviceMappings = [] }) {
  // An image that is in use by now is kept. The check is as close to the deregistration as possible.
  if ((await imagesInUse(ec2, scaling, [ImageId ?? ""])).length > 0) return false;
  await ec2.send(new DisableImageDeregistrationProtectionCommand({ ImageId }));
  await ec2.send(new DeregisterImageCommand({ ImageId }));
  for (const { Ebs } of BlockDeviceMappings) {
    if (Ebs?.SnapshotId) {
      await ec2.send(new DeleteSnapshotCommand({ SnapshotId: Ebs.SnapshotId }));
    }
  }
  return true;
}

await conclude(async () => {
  const generations = await generationsOf(ec2, setting("IMAGE_NAME"));
  const images = generations.map(({ ImageId = "", CreationDate = "", DeprecationTime }) => ({
    id: ImageId,
    createdAt: CreationDate,
    deprecatedAt: DeprecationTime,
  }));
  const now = new Date();
  const {
    kept,
    deprecate,
    deregister: ending,
  } = decide({
    images,
    inUse: await imagesInUse(
      ec2,
      scaling,
      images.map(({ id }) => id),
    ),
    now,
    ...(process.argv.includes("--all")
      ? { keep: 0, graceDays: 0 }
      : {
          current: setting("IMAGE_CURRENT"),
          keep: Number(setting("IMAGE_KEEP")),
          graceDays: Number(setting("IMAGE_GRACE_DAYS")),
        }),
  });
  for (const [id, reason] of Object.entries(kept)) console.log(`${id}: kept, ${reason}`);
  for (const ImageId of deprecate) {
    const DeprecateAt = new Date(now.getTime() + SOON_MS);
    await ec2.send(new EnableImageDeprecationCommand({ ImageId, DeprecateAt }));
    console.log(`${ImageId}: deprecated`);
  }
  for (const image of generations.filter(({ ImageId = "" }) => ending.includes(ImageId))) {
    const gone = await deregister(image);
    console.log(`${image.ImageId}: ${gone ? "deregistered" : "kept, in use"}`);
  }
}, "Not all old images were retired. Nodes are unaffected. The next update tries again.");
