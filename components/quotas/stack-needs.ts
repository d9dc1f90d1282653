import type { InstanceRequest } from "../machine/instance-request";

/** What a stack needs of the things that AWS limits by quotas. */
export interface StackNeeds {
  /** Elastic IPs that the update allocates from Amazon's addresses: those of a pool do not count. */
  readonly newAddresses: number;
  /** VPCs that the stack has after the update. */
  readonly vpcs: number;
  /** Zones that have a NAT gateway each, after the update. */
  readonly natZones: readonly string[];
  readonly instances: readonly InstanceRequest[];
}
