import * as pulumi from "@pulumi/pulumi";
import { known } from "../settings/known";
import { getParameterOutput } from "@pulumi/aws/ssm/getParameter";

/** Processor architectures, as AWS names them in AMIs. */
export type Architecture = "arm64" | "x86_64";

/**
 * Returns the architecture of an instance type by its name: Graviton families have a `g` after the generation (`t4g`,
 * `c7gn`, `im4gn`); the first was `a1`.
 */
export function architectureOf(instanceType: string): Architecture {
  const family = instanceType.split(".")[0]!;
  return family === "a1" || /^[a-z]+\d+g/.test(family) ? "arm64" : "x86_64";
}

/**
 * Returns the newest Amazon Linux 2023 for an instance type, as a reference that EC2 resolves at each launch.
 * Instances that are launched later can have a newer release without an update, and a new release replaces no
 * instance.
 */
export function amazonLinux(instanceType: string): string {
  const architecture = architectureOf(instanceType);
  return `resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
}

/** Returns the newest ECS-optimized Amazon Linux 2023, in the same way. */
export function ecsLinux(instanceType: string): string {
  const arm = architectureOf(instanceType) === "arm64" ? "arm64/" : "";
  return `resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/${arm}recommended/image_id`;
}

/** Requires IMDSv2, and only from the instance itself: the hop limit excludes containers on it. */
export const METADATA_OPTIONS = {
  httpEndpoint: "enabled",
  httpTokens: "required",
  httpPutResponseHopLimit: 1,
} as const;

/** Root device of Amazon Linux and Debian: 8 GB, encrypted, deleted with its instance. */
export const ROOT_DISK = {
  deviceName: "/dev/xvda",
  ebs: { volumeType: "gp3", volumeSize: 8, encrypted: "true", deleteOnTermination: "true" },
} as const;

/** AMI of an instance outside of auto scaling groups. */
export interface Image {
  readonly ami: pulumi.Input<string>;
  /**
   * Whether it is a configured AMI id, so that another id replaces the instance. Otherwise it was the newest at
   * creation.
   */
  readonly named: boolean;
}

/**
 * Looks up an instance's AMI: the AMI id, or the current value of a parameter (`resolve:ssm:` and its name). Later
 * values of a parameter are ignored, so that no release of an image replaces instances.
 *
 * @param image Amazon Linux 2023 by default; an output must be an AMI id
 */
export function findImage(
  instanceType: pulumi.Input<string>,
  image: pulumi.Input<string> | undefined,
  parent: pulumi.Resource,
): Image {
  const plain = known(image);
  if (image !== undefined && (plain === undefined || plain.startsWith("ami-"))) {
    return { ami: image, named: true };
  }
  const name = pulumi
    .output(instanceType)
    .apply((type) => (plain ?? amazonLinux(type)).replace(/^resolve:ssm:/, ""));
  const { value } = getParameterOutput({ name }, { parent });
  return { ami: pulumi.unsecret(value), named: false };
}

/** `ROOT_DISK` for an instance outside of auto scaling groups. */
export const ROOT_BLOCK_DEVICE = {
  volumeType: "gp3",
  volumeSize: 8,
  encrypted: true,
  deleteOnTermination: true,
} as const;
