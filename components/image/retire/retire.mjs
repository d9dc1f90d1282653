// @ts-check
/*
 * Retires old generations of an image, as decide.mjs says: deprecates, then deregisters them with
 * their snapshots. Never one that an instance or a launch template has.
 *
 *   --all             gives up all that nothing uses; of the settings, only IMAGE_NAME counts then
 *   IMAGE_NAME        what all generations have as their tag holdfast:image
 *   IMAGE_CURRENT     the one that new nodes get
 *   IMAGE_KEEP        how many of the newest stay
 *   IMAGE_GRACE_DAYS  from the deprecation of one to its end
 *
 * Needs ec2:DescribeImages, DescribeInstances, DescribeLaunchTemplateVersions, EnableImageDeprecation,
 * DisableImageDeregistrationProtection, DeregisterImage and DeleteSnapshot, and
 * autoscaling:DescribeAutoScalingGroups. Running it again goes on where it stopped.
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

/** EC2 wants a deprecation to be in the future, and cuts it to minutes. */
const SOON_MS = 5 * 60 * 1000;

const ec2 = connect();
const scaling = new AutoScalingClient(clientConfig);

/** @param {import("@aws-sdk/client-ec2").Image} image */
async function deregister({ ImageId, BlockDeviceMappings = [] }) {
  // What came into use meanwhile stays: the question and the removal are as near as can be.
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
}, "Old images were not all retired; nodes are not touched by that. The next update goes on with it.");
