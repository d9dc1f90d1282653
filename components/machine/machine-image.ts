import * as pulumi from "@pulumi/pulumi";
import { known } from "../settings/known";
import { getParameterOutput } from "@pulumi/aws/ssm/getParameter";

/** Processor architectures, as AWS names them in AMIs. */
export type Architecture = "arm64" | "x86_64";

/**
 * The architecture of an instance type, from its name: Graviton families have a `g` behind the
 * generation (`t4g`, `c7gn`, `im4gn`), and `a1` is the first of them.
 */
export function architectureOf(instanceType: string): Architecture {
  const family = instanceType.split(".")[0]!;
  return family === "a1" || /^[a-z]+\d+g/.test(family) ? "arm64" : "x86_64";
}

/**
 * The newest Amazon Linux 2023 for an instance type, as a reference that EC2 resolves at each launch.
 * Instances launched later may have a newer one; no update is needed for that, and none replaces
 * instances because of it.
 */
export function amazonLinux(instanceType: string): string {
  const architecture = architectureOf(instanceType);
  return `resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
}

/** The newest Amazon Linux 2023 with the agent of ECS, likewise. */
export function ecsLinux(instanceType: string): string {
  const arm = architectureOf(instanceType) === "arm64" ? "arm64/" : "";
  return `resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/${arm}recommended/image_id`;
}

/** IMDSv2 only, and only from the machine itself: a container on it is one hop too far. */
export const METADATA_OPTIONS = {
  httpEndpoint: "enabled",
  httpTokens: "required",
  httpPutResponseHopLimit: 1,
} as const;

/** The root device of Amazon Linux and Debian: 8 GB, encrypted, gone with its machine. */
export const ROOT_DISK = {
  deviceName: "/dev/xvda",
  ebs: { volumeType: "gp3", volumeSize: 8, encrypted: "true", deleteOnTermination: "true" },
} as const;

/** AMI of instances that no auto scaling group launches. */
export interface Image {
  readonly ami: pulumi.Input<string>;
  /** Whether it is named, so that another one replaces instances; else it is what was newest at creation. */
  readonly named: boolean;
}

/**
 * Finds an instance's AMI: the one with this id, or what a parameter (`resolve:ssm:` and its name) has now.
 * Instances ignore later values of a parameter, so that no release of an image replaces them.
 *
 * @param image Amazon Linux 2023 by default; an output is an id
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

/** The root disk of an instance that no auto scaling group launches: as `ROOT_DISK`. */
export const ROOT_BLOCK_DEVICE = {
  volumeType: "gp3",
  volumeSize: 8,
  encrypted: true,
  deleteOnTermination: true,
} as const;
