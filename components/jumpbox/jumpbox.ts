import * as pulumi from "@pulumi/pulumi";
import { Instance } from "@pulumi/aws/ec2/instance";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { METADATA_OPTIONS, ROOT_BLOCK_DEVICE, findImage } from "../machine/machine-image";
import { createGroup, allowEgress } from "../network/security-groups";
import { checkArgs } from "../settings/check-args";
import { validateJumpboxArgs } from "./check-args";
import { named } from "../tags";
import { allowSsh } from "./access";
import { createProfile } from "../machine/machine-role";
import { createBootRecord } from "./boot-record";
import { createSchedules } from "./working-hours";
import type { JumpboxArgs } from "./args";

/** Properties of a jumpbox for people, and for other security groups. */
export interface JumpboxEndpoint {
  readonly instanceId: pulumi.Output<string>;
  /** Security group for rules of other groups. */
  readonly securityGroupId: pulumi.Output<string>;
  /** DNS name, only with a public address. */
  readonly hostname?: pulumi.Output<string> | undefined;
}

const ANYWHERE = "0.0.0.0/0";

/**
 * One machine inside the VPC for people, in working hours only. While it is off, it costs only its disk ($0.64 a
 * month). t4g.nano in 50 hours a week costs $0.91 more, and a public address $1.09 (us-east-1).
 *
 * Guarantees
 * - Only EventBridge Scheduler starts and stops it. An update or a refresh leaves it running or stopped, as it is.
 * - A new release of the image replaces it only if `image` is an AMI id. It stores no data: a change of its zone or
 *   of its name replaces it.
 * - SSH is never open to the internet. It reaches all TCP ports in the VPC, and other hosts by HTTPS only.
 *
 * Creates `<name>` (instance); `<name>-group` (security group) with rules `<name>-to-vpc`,
 * `<name>-https`; `<name>-start`, `<name>-stop` (schedules) and `<name>-scheduler` (their role); and
 * by access: `<name>` (role and profile), `<name>-ssh-<block>`, `<name>-group-path-mtu` (rules) and
 * `<name>-name` (record), or `<name>-endpoint` (EC2 Instance Connect Endpoint, its group and rules).
 *
 * @example
 * ```ts
 * const { endpoint } = new Jumpbox("jumpbox", {
 *   vpc: network,
 *   access: { kind: "ssm" },
 *   hours: { start: "08:00", stop: "18:00", days: ["MON", "TUE"], timeZone: "Europe/Berlin" },
 * });
 * ```
 */
export class Jumpbox extends pulumi.ComponentResource {
  readonly endpoint: JumpboxEndpoint;

  constructor(name: string, args: JumpboxArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("Jumpbox", name, validateJumpboxArgs(args));
    super("holdfast:jumpbox:Jumpbox", name, {}, opts);
    const { vpc, access, hours, tags, instanceType = "t4g.nano" } = args;
    const owner = { name, parent: this, vpc, tags };
    const group = createGroup(owner, "group", "Jumpbox");
    new SecurityGroupEgressRule(
      `${name}-to-vpc`,
      {
        securityGroupId: group.id,
        description: "to vpc",
        ipProtocol: "tcp",
        fromPort: 0,
        toPort: 65_535,
        cidrIpv4: vpc.cidr,
        tags: named(`${name}-to-vpc`, tags),
      },
      { parent: this },
    );
    // Egress to AWS's APIs and package mirrors.
    allowEgress(owner, "https", group.id, 443, { cidrIpv4: ANYWHERE });
    allowSsh(owner, access, group);

    const isPublic = access.kind === "public";
    const own = isPublic ? createBootRecord(owner, access) : undefined;
    const profile =
      access.kind === "instanceConnectEndpoint"
        ? undefined
        : createProfile(owner, access.kind === "ssm" ? "sessions" : own!.statements);
    const zone = Object.keys(vpc.publicSubnets).sort()[0]!;
    const image = findImage(instanceType, args.image, this);
    const instance = new Instance(
      name,
      {
        ami: image.ami,
        instanceType,
        subnetId: (isPublic ? vpc.publicSubnets : vpc.privateSubnets)[zone]!.id,
        vpcSecurityGroupIds: [group.id],
        associatePublicIpAddress: isPublic || undefined,
        iamInstanceProfile: profile?.name,
        keyName: "keyName" in access ? access.keyName : undefined,
        // User data is read at the first boot only, so a stop and start would not apply a change.
        userDataBase64: own?.userData,
        userDataReplaceOnChange: own && true,
        metadataOptions: METADATA_OPTIONS,
        rootBlockDevice: ROOT_BLOCK_DEVICE,
        tags: named(name, tags),
      },
      {
        parent: this,
        // Its first boot changes the record, which must exist and must not belong to the old jumpbox any more.
        ...(own && { deleteBeforeReplace: true, dependsOn: [...own.needed] }),
        // A stopped instance has no public address, which the provider treats as a change that replaces it:
        // https://github.com/hashicorp/terraform-provider-aws/issues/33775
        ignoreChanges: ["associatePublicIpAddress", ...(image.named ? [] : ["ami"])],
      },
    );
    createSchedules(name, this, instance, hours, tags);

    this.endpoint = {
      instanceId: instance.id,
      securityGroupId: group.id,
      hostname: own?.hostname,
    };
    this.registerOutputs({ endpoint: this.endpoint });
  }
}
