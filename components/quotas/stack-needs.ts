import type { InstanceRequest } from "../machine/instance-request";

/** Requirements of a stack that AWS limits by quotas. */
export interface StackNeeds {
  /** Elastic IPs that the update allocates from Amazon's pool; those of other pools do not count. */
  readonly newAddresses: number;
  /** VPCs that the stack has after the update. */
  readonly vpcs: number;
  /** Zones with a zonal NAT gateway after the update. */
  readonly natZones: readonly string[];
  readonly instances: readonly InstanceRequest[];
}
