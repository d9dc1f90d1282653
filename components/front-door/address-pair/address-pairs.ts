import * as pulumi from "@pulumi/pulumi";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { addressOf } from "../../addresses/address-map";
import { type Image, findImage } from "../../machine/machine-image";
import { regionOf } from "../../network/plan-subnets";
import { type Network, routeTablesOf } from "../../network/network";
import type { PrivateBucket } from "../../private-bucket";
import { type Clients, INTERNET, clientsOf } from "../allow-from/clients";
import type { CheckedFrontDoor } from "../reachable";
import { createClaims } from "../claims/claims";
import { createConfigBucket, createConfigObject } from "../proxy/config-object";
import { ADVERT_SECONDS } from "../proxy/keepalived-config";
import { type PolicyStatement, createNodeRole } from "../proxy/node-role";
import { NODE_TYPE } from "../proxy/node-type";
import { AddressPair, type Failover } from "./address-pair";
import { pairHolder, pairKey } from "./plan-pairs";
import { ownRoutes, pairAddress } from "./pair-role";
import { createPairGroup, createSharedGroup, slug } from "./pair-security";
import { healthPortOf, portsOf, renderProxy } from "./pair-settings";
import { checkArgs } from "../../settings/check-args";
import { validateAddressPairs } from "./check-args";
import { formerly } from "../renamed";
import type { AddressPairsArgs } from "./args";

/** Resources that all pairs share. */
interface SharedByPairs {
  readonly group: SecurityGroup;
  readonly image: Image;
  readonly bucket: PrivateBucket | undefined;
  readonly routeTableIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Only with failover by route. */
  readonly instanceProfile: pulumi.Output<string> | undefined;
}

/**
 * The front door for clients that need a single address that survives the loss of a node or a zone: pairs of HAProxy
 * nodes with keepalived. Failover moves a route inside the VPC, or an Elastic IP.
 *
 * Guarantees
 * - Pairs are independent: adding or changing a pair changes no other.
 * - Nodes may move only the routes or the address of their pairs.
 * - A failover does not need internet access.
 * - With `claims`, Elastic IPs move from the nodes of another front door to the pairs, whose masters take them. If a pair
 *   does not, the update fails, and the other addresses stay with the old front door. Nodes leave an address alone that
 *   another front door is to have, or has.
 *
 * Creates `<name>` (security group of all nodes; with routes the role of all nodes) with rules
 * `<name>-https` and `<name>-health`, `<name>-config` (bucket, with `s3`); and for each pair
 * `<name>-<pair>` (`AddressPair`, security group, with an Elastic IP a role) and `<name>-<pair>-haproxy-cfg`; with
 * `claims` the resources of `createClaims`.
 *
 * @example
 * ```ts
 * const pairs = new AddressPairs("entry", {
 *   vpc: network,
 *   failover: { kind: "eip", addresses },
 *   pairs: {
 *     main: {
 *       proxy: { kind: "passThrough", backend: { host: "live.holdfast.internal", port: 443 } },
 *       reaches: [{ cidr: network.cidr, port: 443 }],
 *     },
 *   },
 * });
 * ```
 */
export class AddressPairs extends pulumi.ComponentResource implements CheckedFrontDoor {
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  readonly ports: readonly number[];
  readonly health: { readonly port: number; readonly path: string };
  readonly pairs: Readonly<Record<string, AddressPair>>;
  /** Address that clients connect to, and private addresses of the nodes by zone letter, by pair. */
  readonly endpoints: Readonly<
    Record<string, { address: pulumi.Output<string>; nodes: Record<string, pulumi.Output<string>> }>
  >;

  readonly #name: string;
  readonly #region: string;

  constructor(name: string, args: AddressPairsArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("AddressPairs", name, validateAddressPairs(args));
    super("holdfast:front-door:AddressPairs", name, {}, formerly("AddressPairs", opts));
    this.#name = name;
    this.#region = regionOf(Object.keys(args.vpc.frontDoorSubnets)[0]!);
    const names = Object.keys(args.pairs).sort();
    this.health = { port: healthPortOf(args.pairs[names[0]!]!), path: "/health" };
    this.ports = [...new Set(names.flatMap((pair) => portsOf(args.pairs[pair]!)))];

    const shared = this.createShared(args);
    const pairs: Record<string, AddressPair> = {};
    for (const pair of names) pairs[pair] = this.createPair(pair, args, shared);
    this.pairs = pairs;
    this.claimAddresses(args);
    this.endpoints = Object.fromEntries(
      Object.entries(pairs).map(([pair, { address, nodes }]) => [
        pair,
        {
          address,
          nodes: Object.fromEntries(
            Object.entries(nodes).map(([letter, { privateIp }]) => [letter, privateIp]),
          ),
        },
      ]),
    );
    this.addresses =
      args.failover.kind === "eip"
        ? Object.fromEntries(names.map((pair) => [pairKey(pair), pairs[pair]!.address]))
        : {};
    this.registerOutputs({
      addresses: this.addresses,
      ports: this.ports,
      health: this.health,
      endpoints: this.endpoints,
    });
  }

  private claimAddresses({ vpc, failover, pairs }: AddressPairsArgs): void {
    if (failover.kind !== "eip") return;
    createClaims(this.#name, {
      parent: this,
      region: this.#region,
      vpc,
      claimants: Object.keys(pairs).map((pair) => ({
        node: pairHolder(pair),
        holder: pairHolder(pair),
        instances: Object.values(this.pairs[pair]!.nodes).map(({ instanceId }) => instanceId),
        allocationIds: {
          [pairKey(pair)]: addressOf(failover.addresses, pairKey(pair)).allocationId,
        },
      })),
      keys: failover.claims ?? [],
      after: Object.values(this.pairs),
      then: () => undefined,
    });
  }

  private createShared(args: AddressPairsArgs): SharedByPairs {
    const { vpc, failover, configSource, tags } = args;
    const isRoute = failover.kind === "route";
    const name = this.#name;
    const group = createSharedGroup(name, {
      parent: this,
      vpcId: vpc.vpcId,
      healthPort: this.health.port,
      checkersOf: isRoute ? undefined : this.#region,
      tags,
    });
    const bucket =
      configSource === "s3" ? createConfigBucket(`${name}-config`, this, tags) : undefined;
    const routeTableIds = isRoute ? allRouteTables(vpc, failover.routeTables) : {};
    const account = { region: this.#region, accountId: group.ownerId, tags };
    const instanceProfile = isRoute
      ? this.createRole(
          name,
          "Nodes of all pairs: move the routes to their addresses",
          ownRoutes(account, Object.values(routeTableIds), Object.keys(args.pairs).sort()),
          bucket && pulumi.interpolate`${bucket.bucket.arn}/*`,
          tags,
        )
      : undefined;
    const image = findImage(args.instanceType ?? NODE_TYPE, args.image, this);
    return { group, image, bucket, routeTableIds, instanceProfile };
  }

  private createRole(
    name: string,
    description: string,
    statements: readonly PolicyStatement[],
    configArn: pulumi.Output<string> | undefined,
    tags: AddressPairsArgs["tags"],
  ): pulumi.Output<string> {
    const { instanceProfile } = createNodeRole(name, {
      parent: this,
      description,
      statements,
      configArn,
      tags,
    });
    return instanceProfile.name;
  }

  private createPair(pair: string, args: AddressPairsArgs, shared: SharedByPairs): AddressPair {
    const { vpc, tags, instanceType = NODE_TYPE, advertSeconds = ADVERT_SECONDS } = args;
    const name = `${this.#name}-${pair}`;
    const settings = args.pairs[pair]!;
    const group = createPairGroup(name, {
      parent: this,
      vpcId: vpc.vpcId,
      healthPort: this.health.port,
      ports: portsOf(settings),
      clients: admitted(args),
      reaches: settings.reaches,
      tags,
    });
    const content = renderProxy(settings);
    const object =
      shared.bucket &&
      createConfigObject(`${name}-haproxy-cfg`, {
        parent: this,
        place: shared.bucket,
        key: `${pair}/haproxy.cfg`,
        content,
        tags,
      });
    const failover = failoverOf(pair, args, shared);
    const account = { region: this.#region, accountId: shared.group.ownerId, tags };
    return new AddressPair(
      name,
      {
        pair,
        vpc,
        failover,
        instanceType,
        image: shared.image,
        advertSeconds,
        preempt: args.preempt ?? false,
        healthPort: this.health.port,
        haproxyConfig: object ?? content,
        securityGroupIds: [shared.group.id, group.id],
        instanceProfile: (interfaceIds) =>
          failover.kind === "route"
            ? shared.instanceProfile!
            : this.createRole(
                name,
                `Nodes of the pair ${pair}: take its Elastic IP`,
                pairAddress(account, pair, failover.address.allocationId, interfaceIds),
                object?.arn,
                tags,
              ),
        tags,
      },
      { parent: this },
    );
  }
}

/** Sources that may connect to a pair, by names for security group rules. */
function admitted({ failover, vpc }: AddressPairsArgs): Clients {
  if (failover.kind === "route") {
    return Object.fromEntries(
      [vpc.cidr, ...(failover.clients ?? [])].map((cidr) => [slug(cidr), cidr]),
    );
  }
  const { anywhere, ...others } = clientsOf(failover.allowFrom);
  return anywhere === undefined ? others : { [slug(INTERNET)]: anywhere, ...others };
}

/** Route tables of the VPC by zone letter and as `public`, and others by id. */
function allRouteTables(vpc: Network, others: readonly string[] = []) {
  return { ...routeTablesOf(vpc), ...Object.fromEntries(others.map((id) => [id, id])) };
}

function failoverOf(
  pair: string,
  { failover, pairs }: AddressPairsArgs,
  shared: SharedByPairs,
): Failover {
  return failover.kind === "route"
    ? {
        kind: "route",
        virtualAddress: pairs[pair]!.virtualAddress!,
        routeTableIds: shared.routeTableIds,
      }
    : { kind: "eip", address: addressOf(failover.addresses, pairKey(pair)) };
}
