import * as pulumi from "@pulumi/pulumi";
import { Record as DnsRecord } from "@pulumi/aws/route53/record";
import { Zone } from "@pulumi/aws/route53/zone";
import type { Egress } from "../network/egress";
import { regionOf } from "../network/plan-subnets";
import { Vpc } from "../network/vpc";
import { named } from "../tags";
import { Backend } from "./backend";
import type { BackendSettings } from "./backend-settings";
import { createDrain, createGate } from "./guards";
import { Peering } from "./peering";
import { COLORS, type Color, type Weights, weightsOf } from "./plan-blue-green";

/** A colour with a VPC of its own. */
export interface OwnVpcColor extends BackendSettings {
  /** IPv4 block from /16 to /24 that overlaps neither the front door's nor the other colour's. */
  readonly cidr: string;
  /** @default - none */
  readonly egress?: Egress;
}

/**
 * How the front door reaches the colours.
 *
 * - `private`: through internal load balancers, over peerings where the VPCs differ, by a name in a
 *   private zone that only the front door's VPC sees ($0.50 a month).
 * - `public`: through load balancers that face the internet, by a name in a zone that exists. Traffic
 *   goes out and in again ($0.09 per GB out, and $3.65 a month for each address of a load balancer).
 */
export type Reach =
  | { readonly kind: "private"; readonly zone: string }
  | { readonly kind: "public"; readonly zone: string; readonly zoneId: pulumi.Input<string> };

interface Common {
  /** The colour that all clients get, or percentages that add up to 100. */
  readonly live: Color | Weights;
  readonly reach: Reach;
  /** VPC of the front door. */
  readonly frontDoor: Vpc;
  /** CIDRs that the proxies have as the colours see them, by names that security group rules get. */
  readonly clients: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * How long a colour that is removed goes on after the record left it: time to live, resolver's
   * refresh and the longest connection.
   *
   * @default 120
   */
  readonly drainSeconds?: number;
  /** Time to live of the live record. @default 10 */
  readonly ttlSeconds?: number;
  /** How long a colour that goes live may take until it can serve. @default 600 */
  readonly gateTimeoutSeconds?: number;
  /** @default - only `Name` */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What `validateBlueGreen` finds nothing wrong with. */
export type BlueGreenArgs = Common &
  (
    | {
        readonly layout: "vpcPerColor";
        readonly colors: Readonly<Partial<Record<Color, OwnVpcColor>>>;
      }
    | {
        /** In the front door's VPC. */
        readonly layout: "sharedVpc";
        readonly colors: Readonly<Partial<Record<Color, BackendSettings>>>;
      }
  );

/**
 * Two colours of a backend, and the name that leads to the live one.
 *
 * Guarantees
 * - `host` never leads to a colour unless half of its targets at least were healthy just before: the
 *   update waits for them, and else fails with their number and reasons before the name changes.
 * - A switch changes the gate and two records, and nothing else; so does the switch back.
 * - A colour that is removed is there until `drainSeconds` after the name left it, with everything that
 *   leads to it. A destroy of the whole does not wait.
 *
 * Weights are of name lookups: each proxy sends its new connections to one colour until it asks again,
 * `ttlSeconds` later. A failing colour stays in the name; going to another one is a decision.
 * An image that changes in the same update as the colour goes live is still being rolled out then; the
 * gate sees the instances that serve at that moment.
 *
 * Creates for each colour `<name>-<color>` (Vpc unless it is shared, Backend),
 * `<name>-peering-<color>` (private reach between VPCs), `<name>-live-<color>` (weighted CNAME record) and
 * `<name>-drain-<color>` (delay); `<name>-zone` (private reach) and `<name>-gate`.
 */
export class BlueGreen extends pulumi.ComponentResource {
  /** The name that the front door resolves, such as `live.holdfast.internal`. */
  readonly host: string;
  /** Of `host`, in seconds. */
  readonly ttl: number;
  readonly backends: Readonly<Partial<Record<Color, Backend>>>;

  readonly #name: string;

  constructor(name: string, args: BlueGreenArgs, opts?: pulumi.ComponentResourceOptions) {
    super("holdfast:backend:BlueGreen", name, {}, opts);
    this.#name = name;
    this.host = `live.${args.reach.zone}`;
    this.ttl = args.ttlSeconds ?? 10;
    const weights = weightsOf(args.live);
    const zoneId = this.findZone(args);
    const colors = COLORS.flatMap((color) => this.createColor(color, args));
    const backends: Partial<Record<Color, Backend>> = {};
    for (const { color, backend } of colors) backends[color] = backend;
    const gate = this.createGate(args, backends, weights);

    for (const { color, backend, drain } of colors) {
      new DnsRecord(
        `${name}-live-${color}`,
        {
          zoneId,
          name: this.host,
          type: "CNAME",
          ttl: this.ttl,
          records: [backend.dnsName],
          setIdentifier: color,
          weightedRoutingPolicies: [{ weight: weights[color] ?? 0 }],
        },
        { parent: this, dependsOn: [gate, drain] },
      );
    }
    this.backends = backends;
    this.registerOutputs({ host: this.host });
  }

  private findZone({ reach, frontDoor, tags }: BlueGreenArgs): pulumi.Input<string> {
    if (reach.kind === "public") return reach.zoneId;
    const zoneName = `${this.#name}-zone`;
    const zone = new Zone(
      zoneName,
      {
        name: reach.zone,
        comment: "Names that the front door resolves",
        vpcs: [{ vpcId: frontDoor.vpcId }],
        tags: named(zoneName, tags),
      },
      { parent: this },
    );
    return zone.zoneId;
  }

  private createColor(color: Color, args: BlueGreenArgs) {
    const settings = args.colors[color];
    if (settings === undefined) return [];
    const name = `${this.#name}-${color}`;
    const { drainSeconds = 120, frontDoor, reach, tags } = args;
    const ways: pulumi.ComponentResource[] = [];
    let vpc = frontDoor;
    if (args.layout === "vpcPerColor") {
      vpc = this.createVpc(name, args.colors[color]!, args);
      ways.push(vpc);
      if (reach.kind === "private") {
        const peering = `${this.#name}-peering-${color}`;
        const between = { frontDoor, backend: vpc, ...(tags ? { tags } : {}) };
        ways.push(new Peering(peering, between, { parent: this }));
      }
    }
    const { clients } = args;
    const facing = reach.kind === "private" ? "internal" : "internet";
    const backend = new Backend(
      name,
      { ...settings, color, vpc, facing, clients, drainSeconds, ...(tags ? { tags } : {}) },
      { parent: this },
    );
    const drain = createDrain(`${this.#name}-drain-${color}`, drainSeconds, {
      parent: this,
      dependsOn: [...ways, backend],
      // When all of it goes, nobody is left to wait for.
      deletedWith: this,
    });
    return [{ color, backend, drain }];
  }

  private createVpc(name: string, { cidr, egress }: OwnVpcColor, args: BlueGreenArgs): Vpc {
    const { frontDoor, tags } = args;
    return new Vpc(
      name,
      {
        cidr,
        availabilityZones: Object.keys(frontDoor.privateSubnets),
        egress: egress ?? { kind: "none" },
        ...(tags ? { tags } : {}),
      },
      { parent: this },
    );
  }

  private createGate(
    { frontDoor, gateTimeoutSeconds = 600 }: BlueGreenArgs,
    backends: Readonly<Partial<Record<Color, Backend>>>,
    weights: Weights,
  ) {
    const admitted = COLORS.flatMap((color) => {
      const backend = backends[color];
      return backend && (weights[color] ?? 0) > 0 ? [[color, backend] as const] : [];
    });
    return createGate(
      `${this.#name}-gate`,
      {
        targetGroupArns: Object.fromEntries(
          admitted.map(([color, backend]) => [color, backend.targetGroupArn]),
        ),
        region: regionOf(Object.keys(frontDoor.privateSubnets)[0]!),
        timeoutSeconds: gateTimeoutSeconds,
      },
      { parent: this, dependsOn: admitted.map(([, backend]) => backend) },
    );
  }
}
