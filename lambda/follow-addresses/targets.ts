import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";

export interface Target {
  readonly address: string;
  readonly port: number;
  readonly availabilityZone?: string | undefined;
}

/** A target as DescribeTargetHealth returns it. */
export interface RegisteredTarget extends Target {
  /** initial, healthy, unhealthy, unused, draining, unhealthy.draining or unavailable. */
  readonly state: string;
}

/** Number of targets for each call. */
const BATCH = 100;

const sdkTarget = ({ address, port, availabilityZone }: Target) => ({
  Id: address,
  Port: port,
  AvailabilityZone: availabilityZone,
});

const batchesOf = (targets: readonly Target[]): Target[][] =>
  Array.from({ length: Math.ceil(targets.length / BATCH) }, (_, index) =>
    targets.slice(index * BATCH, (index + 1) * BATCH),
  );

export async function describeTargets(
  client: ElasticLoadBalancingV2Client,
  targetGroupArn: string,
): Promise<RegisteredTarget[]> {
  const { TargetHealthDescriptions = [] } = await client.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
  );
  return TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
    address: Target?.Id ?? "",
    port: Target?.Port ?? 0,
    availabilityZone: Target?.AvailabilityZone,
    state: TargetHealth?.State ?? "unavailable",
  }));
}

/** Registers targets. Registered ones do not change. */
export async function registerTargets(
  client: ElasticLoadBalancingV2Client,
  TargetGroupArn: string,
  targets: readonly Target[],
): Promise<void> {
  for (const batch of batchesOf(targets)) {
    const Targets = batch.map(sdkTarget);
    await client.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
  }
}

export async function deregisterTargets(
  client: ElasticLoadBalancingV2Client,
  TargetGroupArn: string,
  targets: readonly Target[],
): Promise<void> {
  for (const batch of batchesOf(targets)) {
    const Targets = batch.map(sdkTarget);
    await client.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets }));
  }
}
