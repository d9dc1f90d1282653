import type * as pulumi from "@pulumi/pulumi";
import { Instance } from "@pulumi/aws/ec2/instance";
import { METADATA_OPTIONS, ROOT_BLOCK_DEVICE, findImage } from "../machine/machine-image";
import { type Owner, createGroup, allowIngress, allowEgress } from "../network/security-groups";
import { createProfile } from "../machine/machine-role";
import { named } from "../tags";

/** One instance of a host. */
export interface HostMachineArgs {
  /** Availability zone of the VPC. */
  readonly zone: string;
  /** @default "t4g.small" */
  readonly instanceType?: pulumi.Input<string> | undefined;
  /**
   * AMI id, or `resolve:ssm:` and a parameter; an output must be an AMI id.
   *
   * @default - the newest Amazon Linux 2023 when the machine is created
   */
  readonly image?: pulumi.Input<string> | undefined;
}

/** A created machine. */
interface HostMachine {
  readonly instanceId: pulumi.Output<string>;
  readonly privateIp: pulumi.Output<string>;
}

/**
 * Creates a host's machines, `<name>-<machine>`, in private subnets, so nothing outside the VPC can reach them. Their
 * group `<name>-group` allows the VPC on these ports, and HTTPS egress. Their role `<name>` allows sessions by
 * Session Manager. A new release of the image replaces no machine.
 */
export function createMachines(
  owner: Owner,
  machines: Readonly<Record<string, HostMachineArgs>>,
  ports: readonly number[],
): Readonly<Record<string, HostMachine>> {
  const keys = Object.keys(machines).sort();
  if (keys.length === 0) return {};
  const { name, parent, vpc, tags } = owner;
  const group = createGroup(owner, "group", "Machines of an internal host");
  for (const port of ports)
    allowIngress(owner, `port-${port}`, group.id, port, { cidrIpv4: vpc.cidr });
  // Egress to AWS's APIs and package mirrors.
  allowEgress(owner, "https", group.id, 443, { cidrIpv4: "0.0.0.0/0" });
  const profile = createProfile(owner, "sessions");
  return Object.fromEntries(
    keys.map((key) => {
      const { zone, instanceType = "t4g.small", image: wanted } = machines[key]!;
      const image = findImage(instanceType, wanted, parent);
      const machineName = `${name}-${key}`;
      const instance = new Instance(
        machineName,
        {
          ami: image.ami,
          instanceType,
          subnetId: vpc.privateSubnets[zone]!.id,
          vpcSecurityGroupIds: [group.id],
          iamInstanceProfile: profile.name,
          metadataOptions: METADATA_OPTIONS,
          rootBlockDevice: ROOT_BLOCK_DEVICE,
          tags: named(machineName, tags),
        },
        { parent, ignoreChanges: image.named ? [] : ["ami"] },
      );
      return [key, { instanceId: instance.id, privateIp: instance.privateIp }];
    }),
  );
}
