import type { TargetGroupSettings } from "../makers";
import type { World } from "../world";

export const API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference";

export const NO_GROUP =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/none/0123456789abcdef";

/** `id port state zone` of each target, without those that are draining, which may be seen or not. */
export async function health(world: World, group: string): Promise<string[]> {
  const { TargetHealthDescriptions = [] } = await world.elb.describeTargetHealth({
    TargetGroupArn: group,
  });
  return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State !== "draining")
    .map(({ Target, TargetHealth }) =>
      [Target?.Id, Target?.Port, TargetHealth?.State, Target?.AvailabilityZone]
        .filter(Boolean)
        .join(" "),
    )
    .map((line) => world.show(line))
    .sort();
}

/** The same without zones: AWS names that of a target which is in the VPC, too. */
export const states = async (world: World, group: string): Promise<string[]> =>
  (await health(world, group)).map((line) => line.split(" ").slice(0, 3).join(" "));

export const group = (
  world: World,
  settings: TargetGroupSettings = { used: true },
): Promise<string> => world.makers.targetGroup("web", settings);
