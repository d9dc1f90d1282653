import * as pulumi from "@pulumi/pulumi";
import { Group } from "@pulumi/aws/autoscaling/group";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import type { Command } from "@pulumi/command/local";
import { addressOf } from "../../addresses/address-map";
import { METADATA_OPTIONS, ROOT_DISK, amazonLinux } from "../../machine/machine-image";
import { letterOf, regionOf } from "../../network/plan-subnets";
import { checkArgs } from "../../settings/check-args";
import { named } from "../../tags";
import type { RolledNode } from "../../image/args";
import { createRoll } from "../../image/roll-command";
import type { CheckedFrontDoor, FrontDoorMove } from "../reachable";
import { type ConfigObject, createConfigBucket, createConfigObject } from "../proxy/config-object";
import { createNodeRole } from "../proxy/node-role";
import { renderNodeUserData } from "../proxy/node-user-data";
import { renderHaproxyConfig } from "../proxy/haproxy-config";
import { resolveHaproxySettings } from "../proxy/haproxy-settings";
import { createClaims } from "../claims/claims";
import { createLaunchHook } from "../proxy/launch-hook";
import { NODE_TYPE } from "../proxy/node-type";
import { allowHealthReports, ownAddress } from "../proxy/own-address";
import { validateProxyTier } from "./check-args";
import { type NodePlan, holderOf, planNodes } from "./plan-nodes";
import { formerly } from "../renamed";
import type { ProxyTierArgs } from "./args";
import { createTierSecurity } from "./tier-security";

/** Resources that all nodes share. */
interface SharedByNodes {
  readonly group: SecurityGroup;
  readonly userData: pulumi.Output<string>;
  readonly object: ConfigObject | undefined;
}

/**
 * The front door with HAProxy: nodes that each have an Elastic IP.
 *
 * Guarantees
 * - A node is an auto scaling group of exactly one instance in one zone. A failed instance is replaced there. Its
 *   replacement claims the node's address as its last step, when its HAProxy answers.
 * - An update replaces nodes zone by zone. A new instance waits in a lifecycle hook until it has claimed and verified
 *   the address; the old one stays until then. If that takes more than ten minutes, the new one is terminated, the
 *   zone keeps its old instances, and the update fails with the reason.
 * - With `claims`, the addresses of one zone after another move from another front door to this one's nodes when
 *   these serve. If nodes do not serve, the update fails, and the other addresses stay with the old front door. From a
 *   load balancer, the public name follows after the first addresses, and `move` moves the rest.
 * - A node may associate only its own address, and only with its own instances.
 * - Nodes allow `allowFrom` on the public ports, and Route 53's health checkers on the health port.
 * - Adding a zone or a node per zone changes no other node and no address.
 *
 * Creates `<name>` (security group of all nodes, with rules `<name>-port-<port>` for the internet
 * and `<name>-port-<port>-<client>` for others, `<name>-path-mtu`, `<name>-health`,
 * `<name>-to-<backend>` and `<name>-https`); `<name>-config` and `<name>-config-haproxy-cfg` (bucket and
 * object, with `s3`); and for each node `<name>-<node>` (role, policy, instance
 * profile, launch template, auto scaling group, lifecycle hook) and `<name>-<node>-health` (policy); with `claims`
 * the resources of `createClaims`; and for each zone `<name>-roll-<letter>` (command), unless `NodeRolls` replaces
 * instances. A roll takes about five minutes for each zone, and needs the permissions that docs/image.md lists.
 *
 * @example
 * ```ts
 * const tier = new ProxyTier("entry", {
 *   vpc: network,
 *   addresses,
 *   haproxy: { backend: { host: "live.holdfast.internal", port: 443 } },
 *   backends: { blue: "10.30.0.0/16" },
 * });
 * ```
 */
export class ProxyTier extends pulumi.ComponentResource implements CheckedFrontDoor {
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  readonly ports: readonly number[];
  readonly health: { readonly port: number; readonly path: string };
  readonly securityGroupId: pulumi.Output<string>;
  /** Auto scaling groups by node. */
  readonly groupNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** Resources for replacing the instances, by node. */
  readonly nodes: Readonly<Record<string, RolledNode>>;
  /** With `claims` from a load balancer. */
  readonly move: FrontDoorMove | undefined;

  readonly #name: string;

  constructor(name: string, args: ProxyTierArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("ProxyTier", name, validateProxyTier(args));
    super("holdfast:front-door:ProxyTier", name, {}, formerly("ProxyTier", opts));
    this.#name = name;
    const settings = resolveHaproxySettings(args.haproxy);
    this.ports = settings.ports;
    this.health = { port: settings.healthPort, path: "/health" };

    const zones = Object.keys(args.vpc.publicSubnets);
    const nodes = planNodes(zones, args.nodesPerAz ?? 2);
    const group = createTierSecurity(name, this, args, this);
    this.securityGroupId = group.id;
    const content = pulumi.output(args.haproxy).apply(renderHaproxyConfig);
    const object =
      args.configSource === "s3"
        ? createConfigObject(`${name}-config-haproxy-cfg`, {
            parent: this,
            place: createConfigBucket(`${name}-config`, this, args.tags),
            key: "haproxy.cfg",
            content,
            tags: args.tags,
          })
        : undefined;
    const userData = pulumi
      .output<ConfigObject | string>(object ?? content)
      .apply((haproxyConfig) =>
        renderNodeUserData({
          region: regionOf(zones[0]!),
          healthPort: settings.healthPort,
          haproxyConfig,
          role: { kind: "proxy" },
        }),
      );
    const groupNames: Record<string, pulumi.Output<string>> = {};
    const addresses: Record<string, pulumi.Output<string>> = {};
    const rolled: Record<string, RolledNode> = {};
    for (const plan of nodes) {
      const { addressKey } = plan;
      const { allocationId, publicIp } = addressOf(args.addresses, addressKey);
      const shared = { group, userData, object };
      const { scaling, template, hook } = this.createNode(plan, args, allocationId, shared);
      groupNames[plan.node] = scaling.name;
      rolled[plan.node] = { group: scaling, template, hook, addressKey, allocationId };
      addresses[addressKey] = publicIp;
    }
    this.groupNames = groupNames;
    this.nodes = rolled;
    this.addresses = addresses;
    this.move = this.claimAddresses(nodes, args);
    this.registerOutputs({
      addresses: this.addresses,
      ports: this.ports,
      health: this.health,
      securityGroupId: this.securityGroupId,
      groupNames: this.groupNames,
    });
  }

  private claimAddresses(
    nodes: readonly NodePlan[],
    { vpc, claims = [], claimedFrom, replacedBy }: ProxyTierArgs,
  ) {
    const claimants = nodes.map(({ node, addressKey }) => {
      const { group, allocationId } = this.nodes[node]!;
      return { node, holder: holderOf(node), group, allocationIds: { [addressKey]: allocationId } };
    });
    return createClaims(this.#name, {
      parent: this,
      region: regionOf(nodes[0]!.zone),
      vpc,
      claimants,
      keys: claims,
      yieldedBy: claimedFrom,
      after: Object.values(this.nodes).map(({ hook }) => hook),
      then: (claimed) => {
        if (replacedBy !== "roll") this.rollZones(nodes, claimed);
      },
    });
  }

  private rollZones(nodes: readonly NodePlan[], claimed: Command | undefined): void {
    let after = claimed;
    for (const zone of new Set(nodes.map((one) => one.zone))) {
      const inZone = nodes.filter((one) => one.zone === zone);
      after = createRoll(`${this.#name}-roll-${letterOf(zone)}`, {
        parent: this,
        region: regionOf(zone),
        nodes: Object.fromEntries(
          inZone.map(({ node }) => {
            const rolled = this.nodes[node]!;
            return [node, { ...rolled, allocationIds: [rolled.allocationId] }];
          }),
        ),
        after,
      });
    }
  }

  private createNode(
    { node, zone }: NodePlan,
    { vpc, instanceType = NODE_TYPE, image, tags }: ProxyTierArgs,
    allocationId: pulumi.Output<string>,
    { group, userData, object }: SharedByNodes,
  ) {
    const name = `${this.#name}-${node}`;
    const options = { parent: this };
    const role = createNodeRole(name, {
      parent: this,
      description: `Proxy node ${node}: claims its own Elastic IP`,
      statements: ownAddress({
        node,
        region: regionOf(zone),
        accountId: group.ownerId,
        tags,
        allocationId,
      }),
      configArn: object?.arn,
      tags,
    });
    const ownTags = { ...named(name, tags), "holdfast-node": node };
    const addressTag = { "holdfast-allocation-id": allocationId };
    const template = new LaunchTemplate(
      name,
      {
        description: `Proxy node ${node}`,
        imageId: image ?? pulumi.output(instanceType).apply(amazonLinux),
        instanceType,
        iamInstanceProfile: { arn: role.instanceProfile.arn },
        // A first public address, by which the node reaches AWS to claim its own.
        networkInterfaces: [
          {
            associatePublicIpAddress: "true",
            deleteOnTermination: "true",
            securityGroups: [group.id],
          },
        ],
        metadataOptions: { ...METADATA_OPTIONS, instanceMetadataTags: "enabled" },
        blockDeviceMappings: [ROOT_DISK],
        tagSpecifications: [
          ...["network-interface", "volume"].map((resourceType) => ({
            resourceType,
            tags: ownTags,
          })),
          // Tags of the group reach new instances only. A new address is a new version, which replaces the instance.
          { resourceType: "instance", tags: addressTag },
        ],
        userData,
        updateDefaultVersion: true,
        tags: named(name, tags),
      },
      options,
    );
    const instanceTags = { ...ownTags, ...addressTag };
    const scaling = new Group(
      name,
      {
        minSize: 1,
        maxSize: 1,
        desiredCapacity: 1,
        vpcZoneIdentifiers: [vpc.publicSubnets[zone]!.id],
        // A version number, not $Latest: the group launches the proven version, and can return to it.
        launchTemplate: {
          id: template.id,
          version: template.latestVersion.apply((version) => `${version}`),
        },
        healthCheckType: "EC2",
        healthCheckGracePeriod: 300,
        // The new node is launched before the old one is terminated, and claims the address when it is ready.
        instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
        enabledMetrics: ["GroupInServiceInstances", "GroupDesiredCapacity"],
        tags: Object.entries(instanceTags).map(([key, value]) => ({
          key,
          value,
          propagateAtLaunch: true,
        })),
      },
      // A roll sets the new version on the group after an instance of it is proven. Until then the group can return
      // to the old one.
      { ...options, ignoreChanges: ["launchTemplate"] },
    );
    const reports = allowHealthReports(name, this, role, scaling.arn);
    const hook = createLaunchHook(name, this, scaling, [role.policy, reports]);
    return { scaling, template, hook };
  }
}
