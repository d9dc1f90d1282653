import { getInstance } from "@pulumi/aws/ec2/getInstance";
import { getInstances } from "@pulumi/aws/ec2/getInstances";
import { getSubnet } from "@pulumi/aws/ec2/getSubnet";
import { getVpc } from "@pulumi/aws/ec2/getVpc";
import { machineName } from "./internal-hosts-args";
import { type Answer, ask } from "../settings/ask";
import type { HostSettings, HostsSettings } from "./settings";

/** An instance in the account. */
export interface AccountInstance {
  readonly instanceId: string;
  /** `running`, `stopped`, … */
  readonly state: string;
  readonly privateIp: string;
  readonly networkInterfaceId: string;
  /** Its VPC, with the attributes that make public DNS names resolve to private addresses inside it. */
  readonly vpc: {
    readonly id: string;
    readonly enableDnsSupport: boolean;
    readonly enableDnsHostnames: boolean;
  };
}

/** The instance of a host, as looked up. */
export interface AskedHost {
  readonly host: string;
  /** Undefined for a machine that does not exist yet. */
  readonly instance: Answer<AccountInstance | undefined>;
}

/** States of instances that run, or can be started. */
const STATES = ["pending", "running", "stopping", "stopped"];

/** Looks up the instances of all hosts, in parallel. */
export function askHosts(hosts: HostsSettings, stackTag: string): Promise<AskedHost[]> {
  return Promise.all(
    Object.entries(hosts).map(async ([host, settings]) => ({
      host,
      instance: await ask(() => findInstance(host, settings, stackTag)),
    })),
  );
}

async function findInstance(
  host: string,
  { instance, machines }: HostSettings,
  stackTag: string,
): Promise<AccountInstance | undefined> {
  if (!Object.hasOwn(machines, instance)) return readInstance(instance);
  const instanceTags = { "holdfast:stack": stackTag, Name: machineName(host, instance) };
  const { ids } = await getInstances({ instanceTags, instanceStateNames: STATES });
  return ids[0] === undefined ? undefined : readInstance(ids[0]);
}

async function readInstance(instanceId: string): Promise<AccountInstance> {
  const found = await getInstance({ instanceId });
  const { instanceState: state, privateIp, networkInterfaceId, subnetId } = found;
  const { vpcId } = await getSubnet({ id: subnetId });
  const { enableDnsSupport, enableDnsHostnames } = await getVpc({ id: vpcId });
  const vpc = { id: vpcId, enableDnsSupport, enableDnsHostnames };
  return { instanceId, state, privateIp, networkInterfaceId, vpc };
}
