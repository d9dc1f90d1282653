import type { StaticPool } from "../../addresses/pool";
import type { Network } from "../../network/network";
import type { Tags } from "../../tags";
import type { AllowFrom } from "../allow-from/clients";
import type { WebAlb } from "../web-alb/alb";

/** Arguments of `PooledAlb`: an ALB that faces the internet with addresses of a pool. */
export interface PooledAlbArgs extends Pick<
  WebAlb,
  "certificateArn" | "webAclArn" | "accessLogs" | "colors"
> {
  /** The ALB is in its public subnets, of at least two zones. */
  readonly vpc: Network;
  /** An IPAM pool of the region with the service EC2, and its blocks: `pool` of a `StaticAddresses` with `block`. */
  readonly pool: StaticPool;
  /** Who may connect to the public ports. @default - the internet */
  readonly allowFrom?: AllowFrom | undefined;
  /** How long an idle connection is kept, in seconds, 1 to 4000. @default 60 */
  readonly idleTimeoutSeconds?: number | undefined;
  /** Whether AWS refuses to delete the ALB. An update or a destroy that removes it turns this off first. */
  readonly deletionProtection: boolean;
  /** Time limit for a colour to become healthy before it goes live, in seconds. @default 600 */
  readonly gateTimeoutSeconds?: number | undefined;
  /** How long a removed colour keeps serving after traffic has moved away, in seconds. @default 120 */
  readonly drainSeconds?: number | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}
