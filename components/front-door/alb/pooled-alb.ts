import * as pulumi from "@pulumi/pulumi";
import { type Owner, allowIngress, peerOf } from "../../network/security-groups";
import { checkArgs } from "../../settings/check-args";
import { clientsOf } from "../allow-from/clients";
import type { AliasedFrontDoor } from "../reachable";
import { createWebAlb, webPorts } from "../web-alb/alb";
import { AlbAlarms } from "./alb-alarms";
import type { PooledAlbArgs } from "./args";
import { validatePooledAlb } from "./check-args";
import { PoolCheck } from "./pool-check";

/**
 * The front door with one load balancer: an ALB in the public subnets, whose addresses come from an IPAM pool. Partners
 * allow the blocks of the pool. The addresses change as the ALB scales, but stay in the blocks while the pool has free
 * addresses. If the pool is empty, AWS uses addresses outside of the blocks.
 *
 * Guarantees
 * - The ALB allows `allowFrom` on its public ports, and connects to the colours' instances only.
 * - Weights distribute new requests. A colour gets none unless at least half of its targets were healthy just before.
 *   The update waits for them, and otherwise fails before a weight changes.
 * - A switch changes the gate, the weights of a listener and the alarms of the colours. So does the switch back.
 * - A removed colour is deleted `drainSeconds` after its weight is removed. A destroy of the whole stack does not wait.
 * - Another zone and another pool update the ALB in place.
 * - A function checks every five minutes whether an address of the ALB is outside of the pool, and how many addresses
 *   the pool has left. Alarms report both, and a missing check.
 *
 * The ALB sees client addresses, and adds them as X-Forwarded-For. A web ACL sees them, too.
 *
 * Costs a month (us-east-1): ALB $16.43 and $5.84 per capacity unit, and the addresses of the pool. The check costs
 * $0.66.
 *
 * Creates `<name>-alb-from-<client>-<port>` (rules), `<name>-alarms`, `<name>-pool-check` and the resources of
 * `createWebAlb`. AWS allows 32 characters in names of load balancers, of which 8 are random. `name` can therefore have
 * 20.
 *
 * @example
 * ```ts
 * const inventory = new StaticAddresses("addresses", {
 *   addresses: {},
 *   block: { region: "eu-west-1", netmaskLength: 29 },
 * });
 * const entry = new PooledAlb("entry", {
 *   vpc: network,
 *   pool: inventory.pool!,
 *   deletionProtection: true,
 *   certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-90ab-cdef-1234-567890abcdef",
 *   colors: blueGreen.colors,
 * });
 * ```
 */
export class PooledAlb extends pulumi.ComponentResource implements AliasedFrontDoor {
  /** The IPv4 blocks that clients connect to, by key. */
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  readonly ports: readonly number[];
  readonly alias: AliasedFrontDoor["alias"];
  readonly topicArn: pulumi.Output<string>;
  /** Security group that existing instances must admit. */
  readonly targetsAdmit: pulumi.Output<string>;

  constructor(name: string, args: PooledAlbArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("PooledAlb", name, validatePooledAlb(name, args));
    super("holdfast:front-door:PooledAlb", name, {}, opts);
    const { vpc, pool, colors, tags } = args;
    const owner: Owner = { name, parent: this, vpc, tags };
    const { certificateArn, webAclArn, accessLogs, idleTimeoutSeconds } = args;
    const alb = createWebAlb(
      owner,
      { certificateArn, webAclArn, accessLogs, albIdleTimeoutSeconds: idleTimeoutSeconds, colors },
      {
        place: { kind: "internetFacing", ipamPoolId: pool.ipamPoolId },
        description: "ALB: clients in, instances out",
        deletionProtection: args.deletionProtection,
        drainSeconds: args.drainSeconds ?? 120,
        gateTimeoutSeconds: args.gateTimeoutSeconds ?? 600,
      },
    );
    this.ports = webPorts(certificateArn);
    for (const port of this.ports) {
      for (const [client, peer] of Object.entries(clientsOf(args.allowFrom))) {
        allowIngress(owner, `alb-from-${client}-${port}`, alb.group.id, port, peerOf(peer));
      }
    }
    const served = Object.entries(colors).filter(([, { weight }]) => weight > 0);
    const alarms = new AlbAlarms(
      `${name}-alarms`,
      {
        loadBalancer: alb.loadBalancer.arnSuffix,
        colors: Object.fromEntries(
          served.map(([color, { backend }]) => [color, backend.targetGroupArnSuffix!]),
        ),
        tags,
      },
      { parent: this },
    );
    const check = new PoolCheck(
      `${name}-pool-check`,
      { dnsName: alb.loadBalancer.dnsName, ipamPoolId: pool.ipamPoolId, tags },
      { parent: this },
    );
    // With fewer, a zone may have none for the next node.
    alarms.watchPool(check.functionName, Object.keys(vpc.publicSubnets).length);
    this.topicArn = alarms.topicArn;
    this.targetsAdmit = alb.group.id;
    this.alias = { dnsName: alb.loadBalancer.dnsName, zoneId: alb.loadBalancer.zoneId };
    this.addresses = Object.fromEntries(
      Object.entries(pool.blocks).map(([key, cidr]) => [key, pulumi.output(cidr)]),
    );
    this.registerOutputs({
      addresses: this.addresses,
      ports: this.ports,
      alias: this.alias,
      topicArn: this.topicArn,
      targetsAdmit: this.targetsAdmit,
    });
  }
}
