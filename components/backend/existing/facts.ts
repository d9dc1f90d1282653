import { getGroup } from "@pulumi/aws/autoscaling/getGroup";
import { getSubnet } from "@pulumi/aws/ec2/getSubnet";
import { getVpc } from "@pulumi/aws/ec2/getVpc";
import { type GetListenerResult, getListener } from "@pulumi/aws/lb/getListener";
import { getLoadBalancer } from "@pulumi/aws/lb/getLoadBalancer";
import { getTargetGroup } from "@pulumi/aws/lb/getTargetGroup";
import { type Answer, ask } from "../../settings/ask";
import type { BackendSection } from "../settings";
import { type ConfiguredTarget, existingTargets } from "./targets";

/** VPC of the targets. */
interface TargetVpc {
  readonly vpcId: string;
  /** Its IPv4 blocks. */
  readonly cidrs: readonly string[];
}

export interface FoundLoadBalancer extends TargetVpc {
  readonly kind: "loadBalancerArn";
  readonly dnsName: string;
  readonly internal: boolean;
  readonly hasSecurityGroups: boolean;
  /** Listener on the configured port. */
  readonly listener: Answer<{
    readonly protocol: string;
    /** Target group that the gate checks: the one with the highest weight in the listener's default action. */
    readonly targetGroupArn?: string | undefined;
  }>;
}

export interface FoundGroup extends TargetVpc {
  readonly kind: "autoScalingGroup";
  /** Subnets, one in each zone. */
  readonly subnetIds: readonly string[];
  /**
   * Whether it replaces instances that are unhealthy in a target group, and is not attached to one of this stack yet.
   */
  readonly replacesUnhealthy: boolean;
}

export interface FoundTargetGroup extends TargetVpc {
  readonly kind: "targetGroupArn";
  readonly targetType: string;
  readonly protocol: string;
  /** Ports of the targets and of their health checks. */
  readonly ports: readonly number[];
  /** ARNs of the load balancers that use it, except those of this stack. */
  readonly usedBy: readonly string[];
}

export interface FoundHost {
  readonly kind: "host";
}

export type FoundTarget = FoundLoadBalancer | FoundGroup | FoundTargetGroup | FoundHost;

/** A target that the configuration names, as looked up. */
export interface AskedTarget extends ConfiguredTarget {
  /** Undefined for an ARN of another region. */
  readonly found: Answer<FoundTarget> | undefined;
}

/** The region of an ARN; undefined for a name. */
export const regionOfArn = (given: string): string | undefined =>
  given.startsWith("arn:") ? given.split(":")[3] : undefined;

/** Looks up all targets of an existing backend, in parallel. */
export const askExisting = (
  backend: BackendSection,
  region: string,
  stackTag: string,
): Promise<AskedTarget[]> =>
  Promise.all(
    existingTargets(backend).map(async (target) => {
      const isElsewhere = ![undefined, region].includes(regionOfArn(target.given));
      return {
        ...target,
        found: isElsewhere ? undefined : await ask(() => find(target, stackTag)),
      };
    }),
  );

function find(target: ConfiguredTarget, stackTag: string): Promise<FoundTarget> {
  switch (target.kind) {
    case "loadBalancerArn":
      return findLoadBalancer(target);
    case "autoScalingGroup":
      return findGroup(target, stackTag);
    case "targetGroupArn":
      return findTargetGroup(target, stackTag);
    case "host":
      return Promise.resolve({ kind: "host" });
  }
}

async function findLoadBalancer({
  given: arn,
  port,
}: ConfiguredTarget): Promise<FoundLoadBalancer> {
  const { dnsName, internal, vpcId, securityGroups } = await getLoadBalancer({ arn });
  const [vpc, listener] = await Promise.all([
    readVpc(vpcId),
    ask(async () => {
      const found = await getListener({ loadBalancerArn: arn, port });
      return { protocol: found.protocol, targetGroupArn: await checkedGroup(found) };
    }),
  ]);
  const hasSecurityGroups = securityGroups.length > 0;
  return { kind: "loadBalancerArn", ...vpc, dnsName, internal, hasSecurityGroups, listener };
}

/** Returns the target group to check. A Lambda target without health checks reports no health. */
async function checkedGroup({ defaultActions }: GetListenerResult): Promise<string | undefined> {
  const shares = defaultActions.flatMap(({ targetGroupArn, forwards }) => [
    ...(targetGroupArn ? [{ arn: targetGroupArn, weight: 1 }] : []),
    ...(forwards ?? []).flatMap(({ targetGroups }) => targetGroups),
  ]);
  const [most] = shares
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  if (most === undefined) return undefined;
  const { targetType } = await getTargetGroup({ arn: most.arn });
  return targetType === "lambda" ? undefined : most.arn;
}

async function findGroup({ given: name }: ConfiguredTarget, stackTag: string): Promise<FoundGroup> {
  const group = await getGroup({ name });
  const { vpcZoneIdentifier, healthCheckType, suspendedProcesses, targetGroupArns } = group;
  const subnets = await Promise.all(
    vpcZoneIdentifier.split(",").map((id) => getSubnet({ id: id.trim() })),
  );
  const perZone = new Map(subnets.map(({ availabilityZone, id }) => [availabilityZone, id]));
  const replaces = healthCheckType === "ELB" && !suspendedProcesses.includes("ReplaceUnhealthy");
  const owners = replaces
    ? await Promise.all(targetGroupArns.map(async (arn) => (await getTargetGroup({ arn })).tags))
    : [];
  return {
    kind: "autoScalingGroup",
    ...(await readVpc(subnets[0]!.vpcId)),
    subnetIds: [...perZone.values()].sort(),
    replacesUnhealthy: replaces && !owners.some((tags) => isOf(stackTag, tags)),
  };
}

async function findTargetGroup(
  { given: arn }: ConfiguredTarget,
  stackTag: string,
): Promise<FoundTargetGroup> {
  const { targetType, protocol, port, vpcId, healthCheck, loadBalancerArns } = await getTargetGroup(
    {
      arn,
    },
  );
  const users = await Promise.all(loadBalancerArns.map((one) => getLoadBalancer({ arn: one })));
  const checked = Number(healthCheck.port);
  return {
    kind: "targetGroupArn",
    // A Lambda function has no VPC.
    ...(targetType === "lambda" ? { vpcId: "", cidrs: [] } : await readVpc(vpcId)),
    targetType,
    protocol,
    ports: checked > 0 && checked !== port ? [port, checked] : [port],
    usedBy: users.filter(({ tags }) => !isOf(stackTag, tags)).map((user) => user.arn),
  };
}

const isOf = (stackTag: string, tags: Readonly<Record<string, string>>): boolean =>
  tags["holdfast:stack"] === stackTag;

async function readVpc(vpcId: string): Promise<TargetVpc> {
  const { cidrBlockAssociations } = await getVpc({ id: vpcId });
  return { vpcId, cidrs: cidrBlockAssociations.map(({ cidrBlock }) => cidrBlock) };
}
