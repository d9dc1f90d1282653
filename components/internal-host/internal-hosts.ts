import * as pulumi from "@pulumi/pulumi";
import { EipAssociation } from "@pulumi/aws/ec2/eipAssociation";
import { Record as DnsRecord } from "@pulumi/aws/route53/record";
import { Zone } from "@pulumi/aws/route53/zone";
import type { Owner } from "../network/security-groups";
import { checkArgs } from "../settings/check-args";
import { validateInternalHosts } from "./check-args";
import { named } from "../tags";
import { createMachines } from "./host-machines";
import type { HostInstance, HostRecord, InternalHostsArgs } from "./args";

/** The CNAME never changes. Its target, AWS's public DNS name, has a time to live of 60 seconds. */
const PUBLIC_TTL_SECONDS = 300;
const PRIVATE_TTL_SECONDS = 10;

/**
 * Machines inside the VPC with a fixed name, which can move to another instance.
 *
 * - The setting `instance` moves a host's name. Such an update changes only the association (`public`) or the record
 *   (`private`).
 * - The address moves in one call, and always has a holder.
 *
 * An Elastic IP costs $3.65 a month, a private zone $0.50, a t4g.small machine $12.90 (us-east-1).
 *
 * Creates for each host `<name>-<host>` (association and CNAME, or A record); for its machines
 * `<name>-<host>` (security group, role) and `<name>-<host>-<machine>` (instances); and
 * `<name>-zone-<zone>` for each private zone.
 *
 * @example
 * ```ts
 * const { names } = new InternalHosts("host", {
 *   vpc: network,
 *   hosts: {
 *     db: {
 *       record: { kind: "private", zone: "hosts.internal" },
 *       instance: "one",
 *       machines: { one: { zone: "eu-west-1a" }, two: { zone: "eu-west-1b" } },
 *       ports: [5432],
 *     },
 *   },
 * });
 * ```
 */
export class InternalHosts extends pulumi.ComponentResource {
  /** Full names, by host. */
  readonly names: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: InternalHostsArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("InternalHosts", name, validateInternalHosts(args));
    super("holdfast:hosts:InternalHosts", name, {}, opts);
    const { vpc, hosts, tags } = args;
    const zones = this.createZones(name, args);
    const names: Record<string, pulumi.Output<string>> = {};
    for (const host of Object.keys(hosts).sort()) {
      const { record, instance, machines = {}, ports = [] } = hosts[host]!;
      const owner = { name: `${name}-${host}`, parent: this, vpc, tags };
      const created = createMachines(owner, machines, ports);
      const target = typeof instance === "string" ? created[instance]! : instance;
      names[host] = this.createRecord(owner, host, record, target, zones);
    }
    this.names = names;
    this.registerOutputs({ names });
  }

  private createZones(
    name: string,
    { hosts, vpc, tags }: InternalHostsArgs,
  ): ReadonlyMap<string, Zone> {
    const all = Object.values(hosts).flatMap(({ record }) =>
      record.kind === "private" ? [record.zone] : [],
    );
    return new Map(
      [...new Set(all)].sort().map((zone) => {
        const zoneName = `${name}-zone-${zone}`;
        const inputs = {
          name: zone,
          comment: "Names of internal hosts",
          vpcs: [{ vpcId: vpc.vpcId }],
          tags: named(zoneName, tags),
        };
        return [zone, new Zone(zoneName, inputs, { parent: this })] as const;
      }),
    );
  }

  /** Creates the record of a host's name, and returns the name. */
  private createRecord(
    { name }: Owner,
    host: string,
    record: HostRecord,
    { instanceId, privateIp }: HostInstance,
    zones: ReadonlyMap<string, Zone>,
  ): pulumi.Output<string> {
    const options = { parent: this };
    if (record.kind === "private") {
      const fqdn = `${host}.${record.zone}`;
      const value = { type: "A", ttl: PRIVATE_TTL_SECONDS, records: [privateIp] };
      new DnsRecord(name, { zoneId: zones.get(record.zone)!.id, name: fqdn, ...value }, options);
      return pulumi.output(fqdn);
    }
    const { zone, address, publicName } = record;
    const fqdn = pulumi.interpolate`${host}.${zone.name}`;
    new EipAssociation(
      name,
      // The successor claims the address in one call, and the old association is deleted afterwards.
      { allocationId: address.allocationId, instanceId, allowReassociation: true },
      options,
    );
    const value = { type: "CNAME", ttl: PUBLIC_TTL_SECONDS, records: [publicName] };
    new DnsRecord(name, { zoneId: zone.id, name: fqdn, ...value }, options);
    return fqdn;
  }
}
