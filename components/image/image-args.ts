import { architectureOf } from "../machine/machine-image";
import type { Network } from "../network/network";
import type { BuiltImageArgs } from "./args";
import type { ImageSettings } from "./settings";

/** What an image of nodes is made for. */
interface ImagePurpose {
  readonly region: string;
  /** Of the nodes that run it. */
  readonly instanceType: string;
  readonly vpc: Network;
  readonly tags: Readonly<Record<string, string>>;
}

/** The image as configured, in the form that `BuiltImage` takes. */
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
