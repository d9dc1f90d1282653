import * as pulumi from "@pulumi/pulumi";
import { addressOf } from "../../addresses/address-map";
import { clientsOf } from "../allow-from/clients";
import type { AliasedFrontDoor, FrontDoorMove } from "../reachable";
import { webPorts } from "../web-alb/alb";
import { NlbAlarms } from "../nlb/nlb-alarms";
import { type Nlb, createNlb } from "../nlb/nlb";
import { nlbAddressKey } from "../nlb/nlb-addresses";
import { moveZones } from "../nlb/zone-moves";
import { checkArgs } from "../../settings/check-args";
import { validateNlbAlbArgs } from "./check-args";
import type { Owner } from "../../network/security-groups";
import { forwardToAddresses } from "./to-addresses";
import { type AlbForwarding, forwardToAlb } from "./to-alb";
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
 * - With `claims` of a target `ips`, the addresses of another front door move to the NLB zone by zone: those of the
 *   first zone when the backend is healthy, and those of each further zone, by `move`, when the NLB serves the zone
 *   before. If a step fails, the other addresses stay with the other front door.
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
 * `<name>-listener-<port>`, `<name>-gate`, `<name>-alarms`; with `claims` `<name>-ready` and the resources of
 * `createFree` and `createZones`; the resources of `forwardToAlb`, `forwardToExistingAlbs` or `forwardToAddresses`, by
 * `target`; and rules `<name>-<whose>-<direction>-<peer>`.
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
    const { crossZone = true, deletionProtection, addresses } = args;
    const clients = clientsOf(args.allowFrom);
    const gateTimeoutSeconds = args.gateTimeoutSeconds ?? 600;
    const claims = target.kind === "ips" ? target.claims : undefined;
    const nlb = createNlb(owner, {
      addresses,
      crossZone,
      deletionProtection,
      ports: this.ports,
      clients,
      claims,
      readiness: target.kind === "ips" ? createReadiness(owner, target, gateTimeoutSeconds) : [],
    });
    const alarms = new NlbAlarms(
      `${name}-alarms`,
      { nlb: nlb.loadBalancer.arnSuffix, tags },
      { parent: this },
    );
    const forwarding = {
      deletionProtection,
      nlbIdleTimeoutSeconds: args.nlbIdleTimeoutSeconds ?? 350,
      drainSeconds: args.drainSeconds ?? 120,
      gateTimeoutSeconds,
    };
    switch (target.kind) {
      case "alb":
        this.targetsAdmit = this.forward(owner, nlb, target, forwarding, alarms);
        break;
      case "albs": {
        const groups = forwardToExistingAlbs(owner, nlb, target, forwarding);
        for (const [key, group] of Object.entries(groups)) alarms.watchPort(key, group.arnSuffix);
        this.targetsAdmit = nlb.group.id;
        break;
      }
      case "ips": {
        const { follower, listeners, served } = forwardToAddresses(
          owner,
          nlb,
          target,
          forwarding,
          alarms.topicArn,
        );
        this.followerName = follower.functionName;
        this.move = claims && moveZones(owner, nlb, addresses, claims, served, listeners);
      }
    }
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

  private forward(
    owner: Owner,
    nlb: Nlb,
    target: AlbTarget,
    forwarding: AlbForwarding,
    alarms: NlbAlarms,
  ): pulumi.Output<string> {
    const { alb, groups } = forwardToAlb(owner, nlb, target, forwarding);
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
    return alb.group.id;
  }
}

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
