import { architectureOf } from "../machine/machine-image";
import type { Network } from "../network/network";
import type { BuiltImageArgs } from "./args";
import type { ImageSettings } from "./settings";

/** The nodes that an image is built for. */
interface ImagePurpose {
  readonly region: string;
  /** Instance type of the nodes. */
  readonly instanceType: string;
  readonly vpc: Network;
  readonly tags: Readonly<Record<string, string>>;
}

/** Builds the arguments of `BuiltImage` from the configuration. */
export function imageArgs(
  image: ImageSettings,
  { region, instanceType, vpc, tags }: ImagePurpose,
): BuiltImageArgs {
  const [subnet] = Object.values(vpc.publicSubnets);
  return {
    ...image,
    imageName: `${tags["holdfast:stack"]!.replace("/", "-")}-node`,
    architecture: architectureOf(instanceType),
    region,
    subnetId: subnet!.id,
    tags,
  };
}
