import { architectureOf } from "../machine/machine-image";
import type { Config } from "../config/config";
import type { Vpc } from "../network/vpc";
import type { BuiltImageArgs } from "./built-image";

/** The image as configured, in the form that `BuiltImage` takes; none without one in the configuration. */
export function describeImage(
  { image, entry, region, tags }: Config,
  vpc: Vpc,
): BuiltImageArgs | undefined {
  if (!image || (entry.kind !== "haproxy" && entry.kind !== "addressPair")) return undefined;
  const [subnet] = Object.values(vpc.publicSubnets);
  return {
    ...image,
    imageName: `${tags["holdfast:stack"]!.replace("/", "-")}-node`,
    architecture: architectureOf(entry.instanceType),
    region,
    subnetId: subnet!.id,
    tags,
  };
}
