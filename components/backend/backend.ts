import * as pulumi from "@pulumi/pulumi";
import { Attachment } from "@pulumi/aws/autoscaling/attachment";
import { Group } from "@pulumi/aws/autoscaling/group";
import { Policy } from "@pulumi/aws/autoscaling/policy";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { named } from "../tags";
import type { BackendArgs } from "./backend-settings";
import type { ColorBackend } from "./color-backend";
import { targetsUseTls } from "./balancer-ports";
import { renderDemoServer } from "./demo-server";
import {
  type LoadBalancedTargets,
  createLoadBalancedTargets,
  targetGroupName,
} from "./load-balancer";
import { METADATA_OPTIONS, ROOT_DISK, amazonLinux } from "../machine/machine-image";

/** Seconds from launch until an instance counts in the metrics of its group. */
const WARMUP_SECONDS = 120;

/**
 * Seconds from launch until a failed health check terminates an instance. A load balancer that is created at the same
 * time, or registers the instance, needs about three minutes for its first checks. AWS's documentation says that a
 * group replaces no instance before one has passed:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/load-balancer-status.html
 */
const GRACE_SECONDS = 300;

/**
 * One colour of the backend: a load balancer and an auto scaling group.
 *
 * Guarantees
 * - Instances are in the private subnets of every zone of the VPC, without public addresses. They have encrypted
 *   disks, accept connections from their load balancer only, and require IMDSv2.
 * - They open no connections themselves. Add egress rules to `instancesSecurityGroupId` for that.
 * - The load balancer accepts connections from `clients` only, on its listener ports.
 * - A change of image, type or user data is a rolling replacement: a new instance is healthy before an old one is
 *   terminated. The load balancer and its name do not change.
 * - Another kind of load balancer, or none, replaces the former one: instances serve both until the former one is
 *   deleted.
 *
 * Creates `<name>` (launch template, auto scaling group, scaling policy), `<name>-alb` or `<name>-nlb`
 * (load balancer, its security group, its target group, and the attachment of the instances to it; with
 * `deletionProtection` also `<name>-<kind>-unprotect`, a command), or with `none` `<name>-targets` (target group and
 * attachment); `<name>-listener-<port>`, `<name>-instances` (security group); and rules
 * `<name>-<kind>-from-<client>` (for `web` one for each port, `<name>-<kind>-from-<client>-<port>`),
 * `<name>-<kind>-to-instances`, `<name>-instances-from-<kind>`.
 *
 * AWS allows 32 characters in names of load balancers and target groups, of which 8 are random. `name` can
 * therefore have 16.
 */
export class Backend extends pulumi.ComponentResource implements ColorBackend {
  /** DNS name of the load balancer. This and the next three are empty without a load balancer. */
  readonly dnsName: pulumi.Output<string>;
  /** Hosted zone id of the load balancer, for alias records. */
  readonly zoneId: pulumi.Output<string>;
  readonly loadBalancerArn: pulumi.Output<string>;
  /** ARN suffix of the load balancer, for metrics. */
  readonly loadBalancerArnSuffix: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  readonly instancesSecurityGroupId: pulumi.Output<string>;
  readonly groupName: pulumi.Output<string>;
  /** ARN suffix of the target group, for metrics. */
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  /** Port of the instances. */
  readonly port: number;
  readonly healthPath: string;

  constructor(name: string, args: BackendArgs, opts?: pulumi.ComponentResourceOptions) {
    super("holdfast:backend:Backend", name, {}, opts);
    const balanced = createLoadBalancedTargets(name, args, this);
    const template = this.createTemplate(name, args, balanced);
    const group = this.createGroup(name, args, template, balanced);
    const attachment = this.attach(name, args, group, balanced);
    this.createScaling(name, args, group, balanced, attachment);

    const { loadBalancer } = balanced;
    this.dnsName = loadBalancer?.dnsName ?? pulumi.output("");
    this.zoneId = loadBalancer?.zoneId ?? pulumi.output("");
    this.loadBalancerArn = loadBalancer?.arn ?? pulumi.output("");
    this.loadBalancerArnSuffix = loadBalancer?.arnSuffix ?? pulumi.output("");
    this.targetGroupArn = balanced.targetGroup.arn;
    this.targetGroupArnSuffix = balanced.targetGroup.arnSuffix;
    this.instancesSecurityGroupId = balanced.instances.id;
    this.groupName = group.name;
    this.port = args.port;
    this.healthPath = args.healthPath;
    this.registerOutputs({
      dnsName: this.dnsName,
      zoneId: this.zoneId,
      loadBalancerArn: this.loadBalancerArn,
      loadBalancerArnSuffix: this.loadBalancerArnSuffix,
      targetGroupArn: this.targetGroupArn,
      targetGroupArnSuffix: this.targetGroupArnSuffix,
      instancesSecurityGroupId: this.instancesSecurityGroupId,
      groupName: this.groupName,
      port: this.port,
      healthPath: this.healthPath,
    });
  }

  private createTemplate(
    name: string,
    args: BackendArgs,
    { instances }: LoadBalancedTargets,
  ): LaunchTemplate {
    const { color, version = "1", port } = args;
    const tls = targetsUseTls(args);
    const userData = args.userData ?? renderDemoServer({ color, version, port, tls });
    return new LaunchTemplate(
      name,
      {
        imageId: args.image ?? pulumi.output(args.instanceType).apply(amazonLinux),
        instanceType: args.instanceType,
        vpcSecurityGroupIds: [instances.id],
        userData: pulumi.output(userData).apply((text) => Buffer.from(text).toString("base64")),
        metadataOptions: METADATA_OPTIONS,
        blockDeviceMappings: [ROOT_DISK],
        updateDefaultVersion: true,
        tags: named(name, args.tags),
      },
      { parent: this },
    );
  }

  private createGroup(
    name: string,
    { vpc, min, max, tags }: BackendArgs,
    template: LaunchTemplate,
    { listeners }: LoadBalancedTargets,
  ): Group {
    return new Group(
      name,
      {
        // The scaling policy sets the desired capacity.
        minSize: min,
        maxSize: max,
        vpcZoneIdentifiers: Object.values(vpc.privateSubnets).map(({ id }) => id),
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
        healthCheckType: "ELB",
        healthCheckGracePeriod: GRACE_SECONDS,
        defaultInstanceWarmup: WARMUP_SECONDS,
        instanceRefresh: {
          strategy: "Rolling",
          preferences: {
            minHealthyPercentage: 100,
            maxHealthyPercentage: 150,
            // Otherwise an old instance could be terminated before health checks of its successor count.
            instanceWarmup: `${GRACE_SECONDS}`,
          },
        },
        tags: Object.entries({ ...tags, Name: name }).map(([key, value]) => ({
          key,
          value,
          propagateAtLaunch: true,
        })),
      },
      // Target health requires a listener, and user data may need egress.
      { parent: this, dependsOn: [...listeners, ...vpc.dependencies] },
    );
  }

  /** Not by an argument of the group: an update would detach the former target group before clients have left it. */
  private attach(
    name: string,
    args: BackendArgs,
    group: Group,
    { targetGroup, listeners }: LoadBalancedTargets,
  ): Attachment {
    return new Attachment(
      targetGroupName(name, args),
      { autoscalingGroupName: group.name, lbTargetGroupArn: targetGroup.arn },
      { parent: this, dependsOn: [...listeners] },
    );
  }

  private createScaling(
    name: string,
    { scaling = { kind: "cpu", percent: 60 } }: BackendArgs,
    group: Group,
    { loadBalancer, targetGroup }: LoadBalancedTargets,
    attachment: Attachment,
  ): void {
    const tracked =
      scaling.kind === "cpu"
        ? {
            targetValue: scaling.percent,
            predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
          }
        : {
            targetValue: scaling.perTarget,
            predefinedMetricSpecification: {
              predefinedMetricType: "ALBRequestCountPerTarget",
              resourceLabel: pulumi.interpolate`${loadBalancer!.arnSuffix}/${targetGroup.arnSuffix}`,
            },
          };
    new Policy(
      name,
      {
        autoscalingGroupName: group.name,
        policyType: "TargetTrackingScaling",
        targetTrackingConfiguration: tracked,
      },
      // AWS takes the requests of a target group only for a group that is attached to it.
      { parent: this, dependsOn: attachment },
    );
  }
}
