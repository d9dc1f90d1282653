import { spawn } from "node:child_process";
import { once } from "node:events";
import { type Api, serveApi } from "../../../simulator/api";
import { serveImds } from "../../../simulator/api/imds";
import { associationOfAddress } from "../../../simulator/model/addresses";
import {
  AUTO_SCALING_GROUP,
  EIP,
  INSTANCE,
  INSTANCE_PROFILE,
  LAUNCH_TEMPLATE,
  ROLE,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { NodeMachine } from "./machine";

const trust = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
};

/** An AWS account with the Elastic IP of the node a1, served over HTTP, and machines for that node. */
export class ProxyLab {
  private readonly machines: NodeMachine[] = [];

  private constructor(
    readonly aws: Lab,
    readonly api: Api,
    readonly address: Stored,
    readonly vpc: Stored,
    readonly subnet: Stored,
    readonly profile: Stored,
  ) {}

  static async open(): Promise<ProxyLab> {
    const aws = new Lab();
    const vpc = aws.vpc();
    const role = aws.make(ROLE, { name: "node", assumeRolePolicy: JSON.stringify(trust) });
    const profile = aws.make(INSTANCE_PROFILE, { name: "node", role: role.id });
    // The machine does what the instance does at boot.
    const api = await serveApi(aws.account, { boot: () => false });
    return new ProxyLab(aws, api, aws.eip(), vpc, aws.subnet(vpc), profile);
  }

  /** Launches an instance for the node, later than all those before. */
  async launch(inputs: Values = {}): Promise<NodeMachine> {
    // Launch times are exact to the millisecond.
    await new Promise((resolve) => setTimeout(resolve, 2));
    return this.machineOf(
      this.aws.make(INSTANCE, {
        ami: "ami-0123456789abcdef0",
        instanceType: "t3.small",
        subnetId: this.subnet.id,
        iamInstanceProfile: this.profile.id,
        metadataOptions: { instanceMetadataTags: "enabled" },
        tags: { "holdfast-node": "a1", "holdfast-allocation-id": this.address.id },
        ...inputs,
      }),
    );
  }

  /** The machine of an instance. */
  async machineOf(instance: Stored): Promise<NodeMachine> {
    const machine = new NodeMachine(
      instance,
      this.api.url,
      await serveImds(this.aws.account, instance.id),
    );
    this.machines.push(machine);
    return machine;
  }

  /** An auto scaling group with tags, without instances. */
  group(name: string, tags: Readonly<Record<string, string>>): Stored {
    const imageId = "ami-0123456789abcdef0";
    const template = this.aws.make(LAUNCH_TEMPLATE, { name, imageId, instanceType: "t3.small" });
    return this.aws.make(AUTO_SCALING_GROUP, {
      name,
      minSize: 0,
      maxSize: 1,
      vpcZoneIdentifiers: [this.subnet.id],
      launchTemplate: { id: template.id },
      tags: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
    });
  }

  /** The instance that has the address, or the empty string. */
  get holder(): string {
    return associationOfAddress(this.aws.account, this.address.id).instanceId;
  }

  /** Associates the address with `machine`, as the machine itself would. */
  give(machine: NodeMachine): void {
    this.aws.make("aws:ec2/eipAssociation:EipAssociation", {
      allocationId: this.address.id,
      instanceId: machine.id,
    });
  }

  /**
   * Allows a node to claim the address from its current holder, as a stack does when it moves the address
   * there.
   */
  moveTo(node: string): void {
    const { account } = this.aws;
    const address = account.require(EIP, this.address.id, this.address.region);
    account.update(address, { ...address.inputs, tags: { "holdfast:claimant": node } });
  }

  /** The actions called by a machine so far. */
  callsOf(machine: NodeMachine): string[] {
    return this.api.calls.filter(({ caller }) => caller === machine.id).map(({ action }) => action);
  }

  async close(): Promise<void> {
    await Promise.all(this.machines.map((machine) => machine.close()));
    await this.api.close();
  }
}

/** Runs a command to its end; returns its output. */
export async function output(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  child.stdout.on("data", (data: Buffer) => (text += data.toString()));
  child.stderr.on("data", (data: Buffer) => (text += data.toString()));
  await once(child, "close");
  return text;
}
