import * as pulumi from "@pulumi/pulumi";
import { Instance } from "@pulumi/aws/ec2/instance";
import { NetworkInterface } from "@pulumi/aws/ec2/networkInterface";
import { Route } from "@pulumi/aws/ec2/route";
import type { InventoryAddress } from "../../addresses/address";
import { type Image, METADATA_OPTIONS, ROOT_BLOCK_DEVICE } from "../../machine/machine-image";
import { createReadyGate } from "../../image/ready-gate";
import { regionOf } from "../../network/plan-subnets";
import type { Network } from "../../network/network";
import { type Tags, named } from "../../tags";
import type { ConfigObject } from "../proxy/config-object";
import { renderNodeUserData } from "../proxy/node-user-data";
import { renderKeepalivedConfig } from "../proxy/keepalived-config";
import { type PairNode, planPair } from "./plan-pairs";
import { formerly } from "../renamed";

/** What moves when the other node takes over. */
export type Failover =
  | {
      readonly kind: "route";
      /** IPv4 address outside every VPC that has to do with this one. */
      readonly virtualAddress: string;
      /** Of this VPC, by the keys that routes get in their names. */
      readonly routeTableIds: Readonly<Record<string, pulumi.Input<string>>>;
    }
  | { readonly kind: "eip"; readonly address: InventoryAddress };

interface AddressPairArgs {
  readonly pair: string;
  /** Nodes are in its door's subnets. */
  readonly vpc: Network;
  readonly failover: Failover;
  readonly instanceType: pulumi.Input<string>;
  readonly image: Image;
  /** @see KeepalivedSettings */
  readonly advertSeconds: number;
  readonly preempt: boolean;
  readonly healthPort: number;
  /** Whole, or where it is. */
  readonly haproxyConfig: pulumi.Output<string> | ConfigObject;
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  /** What the nodes may do; it may depend on their network interfaces. */
  readonly instanceProfile: (
    interfaceIds: readonly pulumi.Output<string>[],
  ) => pulumi.Output<string>;
  readonly tags: Tags | undefined;
}

/** What is there of a node. */
interface PairInstance {
  readonly instanceId: pulumi.Output<string>;
  readonly privateIp: pulumi.Output<string>;
}

/**
 * One address and two nodes in two zones, of which one has it: HAProxy on both, keepalived to decide,
 * and the node that is master takes the address.
 *
 * Guarantees
 * - A node's network interface, and so its private address, stays when its instance is replaced: a
 *   route or an Elastic IP that leads there still does.
 * - An update never moves the address: the program names the first node once, when a route is created,
 *   and leaves every later target alone. An Elastic IP is taken by the node itself.
 * - The second instance is replaced only after the first one's replacement can take the address: HAProxy answers
 *   there and keepalived runs. When it cannot within ten minutes, the update fails, and the second one keeps serving.
 *
 * Creates for each node `<name>-<letter>` (network interface, instance); with a route
 * `<name>-route-<key>` in each route table; `<name>-<letter>-ready` (command) of the first node.
 */
export class AddressPair extends pulumi.ComponentResource {
  /** By zone letter, in the order of their priority. */
  readonly nodes: Readonly<Record<string, PairInstance>>;
  /** The address that clients connect to. */
  readonly address: pulumi.Output<string>;

  readonly #name: string;

  constructor(name: string, args: AddressPairArgs, opts?: pulumi.ComponentResourceOptions) {
    super("holdfast:front-door:AddressPair", name, {}, formerly("AddressPair", opts));
    this.#name = name;
    const { failover } = args;
    const [one, other] = planPair(args.pair, Object.keys(args.vpc.frontDoorSubnets));
    const [first, second] = [this.createInterface(one, args), this.createInterface(other, args)];
    const profile = args.instanceProfile([first.id, second.id]);
    const instance = this.createInstance(one, first, second, profile, args);
    const ready = createReadyGate(this, name, args.pair, one, instance.id);
    const after = this.createInstance(other, second, first, profile, args, ready);
    if (failover.kind === "route") this.createRoutes(failover, first);

    this.nodes = {
      [one.letter]: { instanceId: instance.id, privateIp: first.privateIp },
      [other.letter]: { instanceId: after.id, privateIp: second.privateIp },
    };
    this.address =
      failover.kind === "route"
        ? pulumi.output(failover.virtualAddress)
        : failover.address.publicIp;
    this.registerOutputs({ address: this.address, nodes: this.nodes });
  }

  private createInterface(
    { node, zone, letter }: PairNode,
    { pair, vpc, failover, securityGroupIds, tags }: AddressPairArgs,
  ): NetworkInterface {
    const name = `${this.#name}-${letter}`;
    return new NetworkInterface(
      name,
      {
        subnetId: vpc.frontDoorSubnets[zone]!.id,
        description: `Node ${node}`,
        securityGroups: [...securityGroupIds],
        // The virtual address is neither in the subnet nor this interface's own.
        sourceDestCheck: false,
        tags: {
          ...named(name, tags),
          "holdfast-pair": pair,
          // It has the address, and so must be deleted before the address is released.
          ...(failover.kind === "eip" && whatMoves(failover)),
        },
      },
      { parent: this },
    );
  }

  private createInstance(
    plan: PairNode,
    own: NetworkInterface,
    peer: NetworkInterface,
    iamInstanceProfile: pulumi.Output<string>,
    args: AddressPairArgs,
    after?: pulumi.Resource,
  ): Instance {
    const name = `${this.#name}-${plan.letter}`;
    const { pair, failover, image, instanceType, tags } = args;
    return new Instance(
      name,
      {
        ami: image.ami,
        instanceType,
        iamInstanceProfile,
        primaryNetworkInterface: { networkInterfaceId: own.id },
        userDataBase64: renderUserData(plan, own, peer, args),
        // It is read at the first boot only: a stop and a start would change nothing.
        userDataReplaceOnChange: true,
        // EC2 moves an instance off a host that failed, with its network interface.
        maintenanceOptions: { autoRecovery: "default" },
        metadataOptions: { ...METADATA_OPTIONS, instanceMetadataTags: "enabled" },
        rootBlockDevice: ROOT_BLOCK_DEVICE,
        tags: {
          ...named(name, tags),
          "holdfast-pair": pair,
          "holdfast-node": plan.node,
          ...whatMoves(failover),
        },
      },
      {
        parent: this,
        // A network interface is at one instance at a time.
        deleteBeforeReplace: true,
        dependsOn: after ? [after] : [],
        ignoreChanges: [
          ...(image.named ? [] : ["ami"]),
          // The instance has its network interface's. The provider wants the default, though, and would turn
          // the check on: https://github.com/hashicorp/terraform-provider-aws/issues/44768
          "sourceDestCheck",
        ],
      },
    );
  }

  private createRoutes(
    { virtualAddress, routeTableIds }: Failover & { kind: "route" },
    first: NetworkInterface,
  ): void {
    for (const [key, routeTableId] of Object.entries(routeTableIds)) {
      new Route(
        `${this.#name}-route-${key}`,
        {
          routeTableId,
          destinationCidrBlock: `${virtualAddress}/32`,
          networkInterfaceId: first.id,
        },
        // Who has the address is the nodes' own affair from now on.
        { parent: this, ignoreChanges: ["networkInterfaceId"] },
      );
    }
  }
}

/**
 * Tags that say what an instance may take. Not in the user data: running nodes follow them, so that another zone's
 * route table, or another Elastic IP that the stack adopts, replaces nothing.
 */
const whatMoves = (failover: Failover): Record<string, pulumi.Input<string>> =>
  failover.kind === "eip"
    ? { "holdfast-allocation-id": failover.address.allocationId }
    : {
        "holdfast-route-tables": pulumi
          .all(Object.values(failover.routeTableIds))
          .apply((ids) => ids.join(" ")),
      };

function renderUserData(
  { node, zone, priority }: PairNode,
  own: NetworkInterface,
  peer: NetworkInterface,
  args: AddressPairArgs,
): pulumi.Output<string> {
  const { pair, failover, advertSeconds, preempt, healthPort } = args;
  const environment = {
    HOLDFAST_NODE: node,
    HOLDFAST_PAIR: pair,
    HOLDFAST_FAILOVER: failover.kind,
    HOLDFAST_PEER: peer.privateIp,
    HOLDFAST_NETWORK_INTERFACE: own.id,
    ...(failover.kind === "route" && { HOLDFAST_VIRTUAL_ADDRESS: failover.virtualAddress }),
  };
  return pulumi
    .output({ environment, ownAddress: own.privateIp, haproxyConfig: args.haproxyConfig })
    .apply(({ environment, ownAddress, haproxyConfig }) =>
      renderNodeUserData({
        region: regionOf(zone),
        healthPort,
        haproxyConfig,
        role: {
          kind: "pair",
          environment,
          keepalivedConfig: renderKeepalivedConfig({
            node,
            ownAddress,
            peerAddress: environment.HOLDFAST_PEER,
            advertSeconds,
            priority,
            preempt,
            healthPort,
          }),
        },
      }),
    );
}
