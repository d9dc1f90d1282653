import * as pulumi from "@pulumi/pulumi";
import { Attachment } from "@pulumi/aws/autoscaling/attachment";
import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { allowEgress } from "../../network/security-groups";
import { checkArgs } from "../../settings/check-args";
import type { ColorBackend } from "../color-backend";
import type { BalancerArgs } from "../backend-settings";
import { admitClients } from "../balancer-rules";
import { validateExistingTargetsArgs } from "../check-args";
import {
  FRONT_DESCRIPTION,
  createBalancer,
  createGroup,
  createListeners,
  createTargetGroup,
  targetGroupName,
} from "../load-balancer";
import type { ExistingTargetsArgs } from "../args";

/**
 * Routes traffic to existing instances: an internal NLB in front of an auto scaling group or a target group.
 *
 * Guarantees
 * - An auto scaling group gets one more target group, which destroy removes. No other existing resource is changed.
 *   The owner of the instances adds a rule to their security group that allows `securityGroupId`.
 * - The load balancer accepts connections from `clients` only, on its port.
 *
 * Creates with `nlb` `<name>-nlb` (load balancer and its security group; with `deletionProtection` also
 * `<name>-nlb-unprotect`, a command), `<name>-listener-<port>` and rules
 * `<name>-nlb-from-<client>`, `<name>-nlb-to-<block>-<port>`; in front of an auto scaling group `<name>-nlb`, or without
 * a load balancer `<name>-targets` (target group, and the attachment of the group to it).
 *
 * @example
 * ```ts
 * const shop = new ExistingTargets("shop", {
 *   targets: { kind: "autoScalingGroup", name: "shop" },
 *   vpcId: "vpc-0a1b2c3d4e5f60718",
 *   cidrs: ["10.0.0.0/16"],
 *   subnetIds: ["subnet-0b000000000000001", "subnet-0b000000000000002"],
 *   port: 443,
 *   healthPath: "/health",
 *   loadBalancer: { kind: "nlb" },
 *   clients: { "front-door": "10.0.0.0/24" },
 *   drainSeconds: 120,
 * });
 * ```
 */
export class ExistingTargets extends pulumi.ComponentResource implements ColorBackend {
  /** DNS name of the load balancer; empty without one. */
  readonly dnsName: pulumi.Output<string>;
  readonly loadBalancerArn: pulumi.Output<string> | undefined;
  readonly loadBalancerArnSuffix: pulumi.Output<string> | undefined;
  readonly targetGroupArn: pulumi.Output<string>;
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  /** Security group that the instances must allow; undefined without a load balancer. */
  readonly securityGroupId: pulumi.Output<string> | undefined;
  readonly loadBalancerType = "nlb";
  readonly port: number;
  readonly healthPath: string;

  constructor(name: string, args: ExistingTargetsArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("ExistingTargets", name, validateExistingTargetsArgs(args));
    super("holdfast:backend:ExistingTargets", name, {}, opts);
    const { targets } = args;
    const options = { parent: this };
    const balanced = balancerArgs(args);
    const loadBalancer = args.loadBalancer.kind === "nlb" ? this.createNlb(name, args) : undefined;
    const targetGroup =
      targets.kind === "targetGroup"
        ? { arn: pulumi.output(targets.arn) }
        : createTargetGroup(name, balanced, options);
    const listeners = loadBalancer
      ? createListeners(name, balanced, loadBalancer, targetGroup, options)
      : [];
    if (targets.kind === "autoScalingGroup") {
      new Attachment(
        targetGroupName(name, balanced),
        { autoscalingGroupName: targets.name, lbTargetGroupArn: targetGroup.arn },
        { parent: this, dependsOn: listeners },
      );
    }
    this.dnsName = loadBalancer?.dnsName ?? pulumi.output("");
    this.loadBalancerArn = loadBalancer?.arn;
    this.loadBalancerArnSuffix = loadBalancer?.arnSuffix;
    this.targetGroupArn = targetGroup.arn;
    this.targetGroupArnSuffix = targetGroup.arn.apply((arn) => arn.split(":").at(-1)!);
    this.securityGroupId = loadBalancer?.securityGroups.apply(([group]) => group!);
    this.port = args.port;
    this.healthPath = args.healthPath;
    this.registerOutputs({
      dnsName: this.dnsName,
      loadBalancerArn: this.loadBalancerArn,
      loadBalancerArnSuffix: this.loadBalancerArnSuffix,
      loadBalancerType: this.loadBalancerType,
      targetGroupArn: this.targetGroupArn,
      targetGroupArnSuffix: this.targetGroupArnSuffix,
      securityGroupId: this.securityGroupId,
      port: this.port,
      healthPath: this.healthPath,
    });
  }

  private createNlb(name: string, args: ExistingTargetsArgs): LoadBalancer {
    const options = { parent: this };
    const balanced = balancerArgs(args);
    const front = createGroup(`${name}-nlb`, FRONT_DESCRIPTION, balanced, options);
    admitClients(name, balanced, front, options);
    const owner = { name, parent: this, vpc: balanced.vpc, tags: args.tags };
    const ports = new Set(args.targetPorts ?? [args.port]);
    for (const port of ports) {
      for (const cidrIpv4 of args.cidrs) {
        const block = cidrIpv4.replace(/[./]/g, "-");
        allowEgress(owner, `nlb-to-${block}-${port}`, front.id, port, { cidrIpv4 });
      }
    }
    return createBalancer(name, balanced, front, options);
  }
}

function balancerArgs({ vpcId, cidrs, subnetIds, ...args }: ExistingTargetsArgs): BalancerArgs {
  const [cidr = ""] = cidrs;
  const subnets = subnetIds.map((id, index) => [`${index}`, { id, cidr }] as const);
  const vpc = {
    vpcId,
    cidr,
    publicSubnets: {},
    privateSubnets: Object.fromEntries(subnets),
    publicRouteTables: {},
    privateRouteTables: {},
    frontDoorSubnets: {},
    frontDoorRouteTables: {},
    egressAddresses: pulumi.output([]),
    dependencies: [],
  };
  return { ...args, vpc, facing: "internal" };
}
