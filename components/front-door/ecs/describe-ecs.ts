import * as pulumi from "@pulumi/pulumi";
import type { StaticAddress } from "../../addresses/address";
import { backendBlocks } from "../../backend/describe-backend";
import type { BackendConfig } from "../../config/config";
import type { EcsSection } from "./settings";
import type { EgressMode } from "../../network/egress";
import type { Door, Vpc } from "../../network/vpc";
import type { EcsArgs } from "./common";

/** The front door as configured, in the form that both launch types take. */
export function describeEcs(
  { image, desiredCount }: EcsSection,
  backend: BackendConfig,
  /** The name that leads to the live colour. */
  host: string,
  vpc: Vpc,
  addresses: Readonly<Record<string, StaticAddress>>,
): EcsArgs {
  const { port, healthPath } = (backend.blue ?? backend.green)!;
  return {
    vpc,
    addresses,
    image,
    desiredCount,
    endpoint: pulumi.interpolate`${host}:${port}`,
    healthPath,
    backendPort: port,
    backends: backendBlocks(backend, vpc),
  };
}

/**
 * What the VPC has for the front door. Instances are where the internet reaches them; tasks on Fargate are
 * not, and get their image and write their log through endpoints where there is no NAT gateway.
 */
export function planEcsDoor(
  { launchType }: Pick<EcsSection, "launchType">,
  egress: Pick<EgressMode, "kind">,
): { door?: Door } {
  if (launchType === "ec2") return {};
  const hasNat = egress.kind === "nat";
  return {
    door: {
      tier: "private",
      interfaceEndpoints: hasNat ? [] : ["ecr.api", "ecr.dkr", "logs"],
      gatewayEndpoints: hasNat ? [] : ["s3"],
    },
  };
}
