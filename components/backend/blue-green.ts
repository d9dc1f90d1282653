import * as pulumi from "@pulumi/pulumi";
import type { Command } from "@pulumi/command/local";
import { Record as DnsRecord } from "@pulumi/aws/route53/record";
import { Zone } from "@pulumi/aws/route53/zone";
import { regionOf } from "../network/plan-subnets";
import { checkArgs } from "../settings/check-args";
import { named } from "../tags";
import type { Client } from "../network/security-groups";
import { validateBlueGreenArgs } from "./check-args";
import { componentsOf, createColors, targetGroupsOf } from "./colors";
import type { LiveColor } from "./args";
import type { ColorBackend } from "./color-backend";
import { ExistingTargets } from "./existing/existing-targets";
import { createDrain, createGate } from "./guards";
import { COLORS, type Color, weightsOf } from "./plan-blue-green";
import type { Reach, RecordSwitch, Switch, BlueGreenArgs } from "./args";

/**
 * Two colours of a backend, and with `record` the DNS name that resolves to the live one.
 *
 * Guarantees
 * - `host` never resolves to a colour unless at least half of its targets were healthy just before. The update waits
 *   for them. If they do not become healthy, it fails with their number and reasons before the name changes.
 * - A switch changes the gate and two records, and nothing else. So does the switch back. With
 *   `deletionProtection`, it also updates the load balancers of both colours, before the gate.
 * - A removed colour, with everything that routes to it, exists for `drainSeconds` after the name resolves elsewhere.
 *   A destroy of the whole stack does not wait.
 *
 * With the switch `frontDoor`, the front door guarantees all of this. Existing colours are never changed or deleted.
 * The gate does not check an existing colour without a target group.
 *
 * The weights of records apply to DNS lookups: each proxy sends its new connections to one colour until its next
 * lookup, `ttlSeconds` later. The name keeps resolving to a failing colour; you decide when to switch.
 * If an update changes an image and makes its colour live, the image is still rolling out at the switch. The gate
 * checks the instances that serve at that moment.
 *
 * Creates for each colour `<name>-<color>` (Vpc unless it is shared, Backend),
 * `<name>-peering-<color>` (private reach from the front door's VPC) and with `record` `<name>-live-<color>` (weighted
 * CNAME record) and `<name>-drain-<color>` (delay); also `<name>-zone` (private reach) and `<name>-gate`. With
 * `deletionProtection` also `<name>-<color>-<kind>-unprotect` (command).
 *
 * @example
 * ```ts
 * const blue = {
 *   instanceType: "t4g.small",
 *   min: 2,
 *   max: 6,
 *   loadBalancer: { kind: "nlb" },
 *   port: 443,
 *   healthPath: "/health",
 * } as const;
 * const { host } = new BlueGreen("backend", {
 *   layout: "vpcPerColor",
 *   live: "blue",
 *   colors: { blue: { ...blue, cidr: "10.30.0.0/16" } },
 *   switch: { kind: "record", reach: { kind: "private", zone: "holdfast.internal" } },
 *   frontDoor: network,
 *   clients: { vpc: network.cidr },
 * });
 * ```
 */
export class BlueGreen extends pulumi.ComponentResource {
  /**
   * The name that the front door resolves, such as `live.holdfast.internal`; undefined with the switch `frontDoor`.
   */
  readonly host: pulumi.Output<string> | undefined;
  /** Time to live of `host`, in seconds. */
  readonly ttl: number;
  readonly colors: Readonly<Partial<Record<Color, LiveColor>>>;
  readonly backends: Readonly<Partial<Record<Color, LiveColor["backend"] | undefined>>>;

  /**
   * Sources that existing targets must allow, by colour: `clients`, or the security group of the load balancer that
   * was created for the targets.
   */
  readonly admits: Readonly<Record<string, readonly Client[]>>;

  readonly #name: string;

  constructor(name: string, args: BlueGreenArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("BlueGreen", name, validateBlueGreenArgs(name, args));
    super("holdfast:backend:BlueGreen", name, {}, opts);
    this.#name = name;
    const {
      drainSeconds = DRAIN_SECONDS,
      deletionProtection = false,
      frontDoor,
      clients,
      tags,
    } = args;
    const byRecord = args.switch.kind === "record" ? args.switch : undefined;
    this.host = byRecord && pulumi.interpolate`live.${byRecord.reach.zone}`;
    this.ttl = byRecord?.ttlSeconds ?? 10;
    const zoneId = byRecord && this.findZone(byRecord.reach, args);
    this.colors = createColors(
      name,
      {
        placement: args,
        weights: weightsOf(args.live),
        frontDoor,
        facing: byRecord?.reach.kind === "public" ? "internet" : "internal",
        peered: needsPeering(args.switch),
        clientele: byRecord ? "proxies" : "web",
        clients,
        drainSeconds,
        deletionProtection,
        tags,
      },
      this,
    );
    const { blue, green } = this.colors;
    this.backends = {
      blue: blue?.backend,
      green: green?.backend,
    };
    this.admits = Object.fromEntries(
      Object.entries(this.colors).map(([color, { backend }]) => [
        color,
        admittedBy(backend) ?? Object.values(clients),
      ]),
    );
    if (byRecord) this.createLiveRecord(zoneId!, this.createGate(byRecord, args), args);
    this.registerOutputs({
      host: this.host,
      ttl: this.ttl,
      admits: this.admits,
    });
  }

  private findZone(reach: Reach, { frontDoor, tags }: BlueGreenArgs): pulumi.Input<string> {
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

  private createGate({ gateTimeoutSeconds = 600 }: RecordSwitch, { frontDoor }: BlueGreenArgs) {
    const admitted = COLORS.flatMap((color) => {
      const live = this.colors[color];
      return live && live.weight > 0 ? [{ color, ...live }] : [];
    });
    return createGate(
      `${this.#name}-gate`,
      {
        targetGroupArns: targetGroupsOf(admitted),
        region: regionOf(Object.keys(frontDoor.privateSubnets)[0]!),
        timeoutSeconds: gateTimeoutSeconds,
      },
      { parent: this, dependsOn: componentsOf(admitted) },
    );
  }

  /** Creates the weighted records of both colours. */
  private createLiveRecord(
    zoneId: pulumi.Input<string>,
    gate: Command,
    { drainSeconds = DRAIN_SECONDS, frontDoor, tags }: BlueGreenArgs,
  ): void {
    for (const color of COLORS) {
      const live = this.colors[color];
      if (live === undefined) continue;
      const drain = createDrain(
        `${this.#name}-drain-${color}`,
        { seconds: drainSeconds, vpc: frontDoor, tags },
        {
          parent: this,
          dependsOn: [...live.parts],
          // If the whole component is destroyed, there are no clients to drain.
          deletedWith: this,
        },
      );
      new DnsRecord(
        `${this.#name}-live-${color}`,
        {
          zoneId,
          name: this.host!,
          type: "CNAME",
          ttl: this.ttl,
          records: [live.backend.dnsName],
          setIdentifier: color,
          weightedRoutingPolicies: [{ weight: live.weight }],
        },
        { parent: this, dependsOn: [gate, drain] },
      );
    }
  }
}

const DRAIN_SECONDS = 120;

function needsPeering(by: Switch): boolean {
  return by.kind === "record" ? by.reach.kind === "private" : (by.peered ?? true);
}

const admittedBy = (backend: ColorBackend): pulumi.Input<string>[] | undefined =>
  backend instanceof ExistingTargets && backend.securityGroupId
    ? [backend.securityGroupId]
    : undefined;
