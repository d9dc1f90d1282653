import * as pulumi from "@pulumi/pulumi";
import { backendBlocks } from "../../backend/blue-green-args";
import { endpointOf } from "../../backend/existing/targets";
import { type EgressMode, type ExistingEgress, reachesInternet } from "../../network/egress";
import type { FrontDoorNeeds } from "../../network/args";
import type { FrontDoorArgs } from "../kind";
import type { EcsArgs } from "./args";
import type { EcsSection } from "./settings";

/** Builds the arguments of both launch types from the configuration. */
export function ecsArgs(
  { allowFrom, image, desiredCount, limits, idleTimeoutSeconds, connectTimeoutMs }: EcsSection,
  args: FrontDoorArgs,
): EcsArgs {
  const { vpc, addresses, tags } = args;
  const backend = args.backend!;
  const { host } = args.blueGreen!;
  const { port, healthPath } = endpointOf(backend);
  return {
    vpc,
    addresses,
    allowFrom,
    image,
    desiredCount,
    endpoint: pulumi.interpolate`${host}:${port}`,
    healthPath,
    limits,
    idleTimeoutSeconds,
    connectTimeoutMs,
    backendPort: port,
    backends: backendBlocks(backend, vpc),
    tags,
  };
}

/**
 * Plans the subnets and endpoints. Instances are in public subnets. Tasks on Fargate are in private ones; without a
 * NAT gateway, they pull their image and write their log through endpoints.
 */
export function planTaskNeeds(
  { launchType }: Pick<EcsSection, "launchType">,
  egress: Pick<EgressMode, "kind"> | Pick<ExistingEgress, "kind" | "reachesInternet">,
): FrontDoorNeeds | undefined {
  if (launchType === "ec2") return undefined;
  const hasNat = reachesInternet(egress);
  return {
    tier: "private",
    interfaceEndpoints: hasNat ? [] : ["ecr.api", "ecr.dkr", "logs"],
    gatewayEndpoints: hasNat ? [] : ["s3"],
  };
}
