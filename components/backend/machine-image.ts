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
