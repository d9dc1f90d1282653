import * as pulumi from "@pulumi/pulumi";
import { addressOf } from "../../addresses/address-map";
import { clientsOf } from "../allow-from/clients";
import type { AliasedFrontDoor, FrontDoorMove } from "../reachable";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { type LiveAlb, createWebAlb, webPorts } from "../web-alb/alb";
import { NlbAlarms } from "../nlb/nlb-alarms";
import { type Nlb, createNlb } from "../nlb/nlb";
import { nlbAddressKey } from "../nlb/nlb-addresses";
import { moveZones } from "../nlb/zone-moves";
import { checkArgs } from "../../settings/check-args";
import { validateNlbAlbArgs } from "./check-args";
import type { Owner } from "../../network/security-groups";
import { forwardToAddresses } from "./to-addresses";
import { type Timeouts, forwardToAlb } from "./to-alb";
import { forwardToExistingAlbs } from "./to-existing-albs";
import { formerly } from "../renamed";
import type { AlbTarget } from "./alb-target";
import type { NlbAlbArgs } from "./args";
import { createReadiness } from "./readiness";

/**
 * The front door with load balancers: an NLB with an Elastic IP in each zone, and behind it an ALB in the same zones, or
 * the addresses of names.
 *
 * Guarantees
 * - The NLB allows `allowFrom` on its public ports. An ALB behind it allows only the NLB. Both have security groups from
 *   their creation, because an NLB cannot get one later.
 * - Weights distribute new connections. A colour or name gets none unless at least half of its targets were healthy just
 *   before. The update waits for them, and otherwise fails before a weight changes. AWS checks these targets because a
 *   separate listener, on a port that is not open to clients, forwards to each colour or name.
 * - A switch changes the gate, the weights of a listener and the alarms of the colours. So does the switch back. With
 *   443 and 80 of names, it changes two listeners. Existing connections are not moved.
 * - With `claims`, the addresses of another front door move to the NLB zone by zone: those of the first zone when the
 *   backend is healthy, and those of each further zone, by `move`, when the NLB serves the zone before. If a step
 *   fails, the other addresses stay with the other front door.
 * - A removed colour or name is deleted `drainSeconds` after its weight is removed. A destroy of the whole stack does
 *   not wait.
 * - Another zone updates the load balancers in place and changes no address. The removal of a zone would replace the
 *   NLB. AWS refuses the new NLB while the old one has the addresses, and nothing is lost. To remove a zone in place,
 *   run `aws elbv2 set-subnets`, and then an update with a refresh.
 *
 * An ALB sees client addresses, and adds them as X-Forwarded-For. With `ips`, all connections come from the NLB.
 *
 * Costs a month (us-east-1): NLB $16.43 and $4.38 per capacity unit; ALB $16.43 and $5.84 per capacity unit, with all
 * traffic through both; $3.65 for each zone's address. With `ips` also the cost of the function.
 *
 * Creates `<name>-nlb` (NLB, security group), with `deletionProtection` `<name>-nlb-unprotect` (command),
 * `<name>-listener-<port>`, `<name>-gate`, `<name>-alarms`; with `claims` the resources of `createFree` and
 * `createZones`, and but for `alb` `<name>-ready`; the resources of `createWebAlb` and `forwardToAlb`, or of
 * `forwardToExistingAlbs` or `forwardToAddresses`, by `target`; and rules `<name>-<whose>-<direction>-<peer>`.
 *
 * AWS allows 32 characters in names of load balancers and target groups, of which 8 are random. `name` can therefore
 * have 5 with keys of 12.
 *
 * @example
 * ```ts
 * const entry = new NlbAlb("entry", {
 *   vpc: network,
 *   addresses,
 *   deletionProtection: true,
 *   target: {
 *     kind: "ips",
 *     ports: [443],
 *     names: { web: { dnsName: "internal-web-1.eu-west-1.elb.amazonaws.com", weight: 100 } },
 *   },
 * });
 * ```
 */
export class NlbAlb extends pulumi.ComponentResource implements AliasedFrontDoor {
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  readonly ports: readonly number[];
  readonly alias: AliasedFrontDoor["alias"];
  readonly topicArn: pulumi.Output<string>;
  /** Name of the function that follows names; undefined without `ips`. */
  readonly followerName: pulumi.Output<string> | undefined;
  /** The sources that existing ALBs or instances must admit; with `ips`, the CIDRs of the NLB's subnets. */
  readonly targetsAdmit: pulumi.Output<string> | undefined;
  /** With `claims`. */
  readonly move: FrontDoorMove | undefined;

  constructor(name: string, args: NlbAlbArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("NlbAlb", name, validateNlbAlbArgs(name, args));
    super("holdfast:front-door:NlbAlb", name, {}, formerly("NlbAlb", opts));
    const { vpc, target, tags } = args;
    this.ports = portsOf(target);
    const owner: Owner = { name, parent: this, vpc, tags };
    const { crossZone = true, deletionProtection, addresses, claims } = args;
    const timeouts = {
      nlbIdleTimeoutSeconds: args.nlbIdleTimeoutSeconds ?? 350,
      drainSeconds: args.drainSeconds ?? 120,
      gateTimeoutSeconds: args.gateTimeoutSeconds ?? 600,
    };
    const alb =
      target.kind === "alb"
        ? createWebAlb(owner, target, { ...timeouts, ...BEHIND_NLB, deletionProtection })
        : undefined;
    const nlb = createNlb(owner, {
      addresses,
      crossZone,
      deletionProtection,
      ports: this.ports,
      clients: clientsOf(args.allowFrom),
      claims,
      readiness:
        target.kind === "alb"
          ? alb?.listeners.map(({ listener }) => listener)
          : claims && createReadiness(owner, target, timeouts.gateTimeoutSeconds),
    });
    const alarms = new NlbAlarms(
      `${name}-alarms`,
      { nlb: nlb.loadBalancer.arnSuffix, tags },
      { parent: this },
    );
    const forwarding = forward(owner, nlb, { target, alb, timeouts, alarms });
    const { listeners, served } = forwarding;
    this.targetsAdmit = forwarding.targetsAdmit;
    this.followerName = forwarding.followerName;
    this.move = claims && moveZones(owner, nlb, addresses, claims, served, listeners);
    this.topicArn = alarms.topicArn;
    this.alias = { dnsName: nlb.loadBalancer.dnsName, zoneId: nlb.loadBalancer.zoneId };
    this.addresses = Object.fromEntries(
      Object.keys(vpc.publicSubnets)
        .map(nlbAddressKey)
        .map((key) => [key, addressOf(addresses, key).publicIp]),
    );
    this.registerOutputs({
      addresses: this.addresses,
      ports: this.ports,
      alias: this.alias,
      topicArn: this.topicArn,
      followerName: this.followerName,
      targetsAdmit: this.targetsAdmit,
    });
  }
}

const BEHIND_NLB = {
  place: { kind: "internal" },
  description: "ALB: the NLB in, instances out",
} as const;

/** What forwards to the target, as far as others need it. */
interface Forwarding {
  /** That clients come to. */
  readonly listeners: readonly pulumi.Resource[];
  /** Target groups of the NLB that clients get, by the names that messages give them. */
  readonly served: Readonly<Record<string, pulumi.Output<string>>>;
  readonly targetsAdmit?: pulumi.Output<string> | undefined;
  readonly followerName?: pulumi.Output<string> | undefined;
}

interface Forwarded {
  readonly target: NlbAlbArgs["target"];
  /** With the target `alb`. */
  readonly alb: LiveAlb | undefined;
  readonly timeouts: Timeouts;
  readonly alarms: NlbAlarms;
}

function forward(owner: Owner, nlb: Nlb, { target, alb, timeouts, alarms }: Forwarded): Forwarding {
  switch (target.kind) {
    case "alb":
      return forwardToOwnAlb(owner, nlb, target, alb!, timeouts, alarms);
    case "albs": {
      const { listener, groups } = forwardToExistingAlbs(owner, nlb, target, timeouts);
      for (const [key, group] of Object.entries(groups)) alarms.watchPort(key, group.arnSuffix);
      return { listeners: [listener], served: arnsOf(groups), targetsAdmit: nlb.group.id };
    }
    case "ips": {
      const { follower, ...forwarding } = forwardToAddresses(
        owner,
        nlb,
        target,
        timeouts,
        alarms.topicArn,
      );
      return { ...forwarding, followerName: follower.functionName };
    }
  }
}

function forwardToOwnAlb(
  owner: Owner,
  nlb: Nlb,
  target: AlbTarget,
  alb: LiveAlb,
  timeouts: Timeouts,
  alarms: NlbAlarms,
): Forwarding {
  const { groups, listeners } = forwardToAlb(owner, nlb, target, alb, timeouts);
  const served = Object.entries(target.colors).filter(([, { weight }]) => weight > 0);
  alarms.watchAlb({
    loadBalancer: alb.loadBalancer.arnSuffix,
    colors: Object.fromEntries(
      served.map(([color, { backend }]) => [color, backend.targetGroupArnSuffix!]),
    ),
    ports: Object.fromEntries(
      Object.entries(groups).map(([port, { arnSuffix }]) => [port, arnSuffix]),
    ),
  });
  return { listeners, served: arnsOf(groups), targetsAdmit: alb.group.id };
}

const arnsOf = (groups: Readonly<Record<string, TargetGroup>>) =>
  Object.fromEntries(Object.entries(groups).map(([key, { arn }]) => [key, arn]));

function portsOf(target: NlbAlbArgs["target"]): readonly number[] {
  switch (target.kind) {
    case "alb":
      return webPorts(target.certificateArn);
    case "albs":
      return [target.port];
    case "ips":
      return target.ports;
  }
}
