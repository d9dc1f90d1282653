import type { Network } from "../network/network";
import type { Access, PublicZone } from "./access";
import type { JumpboxArgs } from "./args";
import type { JumpboxConfig } from "./settings";

/** Builds the arguments of `Jumpbox` from the configuration. */
export function jumpboxArgs(
  config: JumpboxConfig,
  vpc: Network,
  zone: PublicZone | undefined,
): JumpboxArgs {
  const { instanceType, image, schedule } = config;
  return {
    vpc,
    access: accessArgs(config, zone),
    hours: schedule,
    instanceType,
    image,
  };
}

function accessArgs(config: JumpboxConfig, zone: PublicZone | undefined): Access {
  if (config.kind === "ssm") return { kind: "ssm" };
  const { kind, keyName } = config;
  if (kind === "instanceConnectEndpoint") return { kind, keyName };
  const { allowFrom, name } = config;
  return { kind, allowFrom, record: name, zone: zone!, keyName };
}
