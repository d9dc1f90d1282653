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

/** Resource that moves on a failover. */
export type Failover =
  | {
      readonly kind: "route";
      /** IPv4 address outside this VPC and every VPC that is connected to it. */
      readonly virtualAddress: string;
      /** Route tables of this VPC, by keys for route names. */
      readonly routeTableIds: Readonly<Record<string, pulumi.Input<string>>>;
    }
  | { readonly kind: "eip"; readonly address: InventoryAddress };

interface AddressPairArgs {
  readonly pair: string;
  /** Nodes are in its front door subnets. */
  readonly vpc: Network;
  readonly failover: Failover;
  readonly instanceType: pulumi.Input<string>;
  readonly image: Image;
  /** @see KeepalivedSettings */
  readonly advertSeconds: number;
  readonly preempt: boolean;
  readonly healthPort: number;
  /** Content of haproxy.cfg, or its location. */
  readonly haproxyConfig: pulumi.Output<string> | ConfigObject;
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  /** Instance profile of the nodes; its permissions may depend on their network interfaces. */
  readonly instanceProfile: (
    interfaceIds: readonly pulumi.Output<string>[],
  ) => pulumi.Output<string>;
  readonly tags: Tags | undefined;
}

/** Resources of a node. */
interface PairInstance {
  readonly instanceId: pulumi.Output<string>;
  readonly privateIp: pulumi.Output<string>;
}

/**
 * One address for two nodes in two zones. Both run HAProxy. keepalived elects the master, which claims the address.
 *
 * Guarantees
 * - A replaced instance keeps its network interface and private address, so a route or an Elastic IP still resolves
 *   to the node.
 * - An update never moves the address. The program sets the first node as the target of a new route, and ignores
 *   later changes. The node claims an Elastic IP itself.
 * - The second instance is replaced only after the first one's replacement can claim the address: its HAProxy answers
 *   and keepalived runs. If that takes more than ten minutes, the update fails, and the second instance keeps
 *   serving.
 *
 * Creates for each node `<name>-<letter>` (network interface, instance); with a route
 * `<name>-route-<key>` in each route table; `<name>-<letter>-ready` (command) of the first node.
 */
export class AddressPair extends pulumi.ComponentResource {
  /** Nodes by zone letter, in order of priority. */
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
        // The virtual address is neither in the subnet nor an address of this interface.
        sourceDestCheck: false,
        tags: {
          ...named(name, tags),
          "holdfast-pair": pair,
          // Its node may have the address, so it must be deleted before the address is released.
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
        // User data is read at the first boot only, so a stop and start would not apply a change.
        userDataReplaceOnChange: true,
        // EC2 moves the instance off a failed host, with its network interface.
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
        // A network interface can be attached to only one instance.
        deleteBeforeReplace: true,
        dependsOn: after ? [after] : [],
        ignoreChanges: [
          ...(image.named ? [] : ["ami"]),
          // The instance uses the check of its network interface. The provider assumes the default, and would enable
          // the check: https://github.com/hashicorp/terraform-provider-aws/issues/44768
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
        // From now on, the nodes move the route.
        { parent: this, ignoreChanges: ["networkInterfaceId"] },
      );
    }
  }
}

/**
 * Tags that list the resources an instance may claim. They are not in the user data: running nodes read them, so a
 * new route table or another adopted Elastic IP replaces no node.
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
