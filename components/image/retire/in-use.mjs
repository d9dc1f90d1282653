// @ts-check
import { paginateDescribeAutoScalingGroups } from "@aws-sdk/client-auto-scaling";
import {
  paginateDescribeInstances,
  paginateDescribeLaunchTemplateVersions,
} from "@aws-sdk/client-ec2";

/** States of a terminated instance. */
const GONE = ["shutting-down", "terminated"];

/**
 * Returns the images that an instance or a launch template of the region and account uses. A launch template counts
 * with its default version, its latest, and those that auto scaling groups launch, because older versions launch
 * nothing. An SSM parameter counts as its current image.
 *
 * @param {import("@aws-sdk/client-ec2").EC2Client} ec2
 * @param {import("@aws-sdk/client-auto-scaling").AutoScalingClient} scaling
 * @param {readonly string[]} ids the images in question
 * @returns {Promise<string[]>}
 */
export async function imagesInUse(ec2, scaling, ids) {
  if (ids.length === 0) return [];
  const filter = [{ Name: "image-id", Values: [...ids] }];
  /** @type {Set<string | undefined>} */
  const used = new Set();
  for await (const { Reservations = [] } of paginateDescribeInstances(
    { client: ec2 },
    { Filters: filter },
  )) {
    Reservations.flatMap(({ Instances = [] }) => Instances)
      .filter(({ State }) => !GONE.includes(State?.Name ?? ""))
      .forEach(({ ImageId }) => used.add(ImageId));
  }
  const asked = [{ Versions: ["$Latest", "$Default"] }, ...(await versionsOfGroups(scaling))];
  for (const which of asked) {
    const pages = paginateDescribeLaunchTemplateVersions(
      { client: ec2 },
      { ...which, ResolveAlias: true },
    );
    for await (const { LaunchTemplateVersions = [] } of pages) {
      LaunchTemplateVersions.forEach(({ LaunchTemplateData }) =>
        used.add(LaunchTemplateData?.ImageId),
      );
    }
  }
  return ids.filter((id) => used.has(id));
}

/**
 * Returns the launch templates that groups use by version number.
 *
 * @param {import("@aws-sdk/client-auto-scaling").AutoScalingClient} client
 */
async function versionsOfGroups(client) {
  /** @type {Map<string, Set<string>>} */
  const versions = new Map();
  for await (const { AutoScalingGroups = [] } of paginateDescribeAutoScalingGroups(
    { client },
    {},
  )) {
    for (const { LaunchTemplate, MixedInstancesPolicy } of AutoScalingGroups) {
      const mixed = MixedInstancesPolicy?.LaunchTemplate;
      const named = [
        LaunchTemplate,
        mixed?.LaunchTemplateSpecification,
        ...(mixed?.Overrides ?? []).map((override) => override.LaunchTemplateSpecification),
      ];
      for (const template of named) {
        const { LaunchTemplateId: id, Version: version = "$Default" } = template ?? {};
        if (id && !version.startsWith("$")) {
          versions.set(id, (versions.get(id) ?? new Set()).add(version));
        }
      }
    }
  }
  return [...versions].map(([LaunchTemplateId, numbers]) => ({
    LaunchTemplateId,
    Versions: [...numbers],
  }));
}
