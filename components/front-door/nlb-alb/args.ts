import type { AddressMap } from "../../addresses/address-map";
import type { Network } from "../../network/network";
import type { AllowFrom } from "../allow-from/clients";
import type { NlbClaims } from "../nlb/nlb-claims";
import type { AlbTarget } from "./alb-target";
import type { AddressesTarget } from "./to-addresses";
import type { ExistingAlbsTarget } from "./to-existing-albs";
import type { Tags } from "../../tags";

/** Arguments of `NlbAlb`: an NLB with an Elastic IP in each zone, and its targets. */
export interface NlbAlbArgs {
  /** The NLB is in its public subnets, an ALB of the front door in its private ones. */
  readonly vpc: Network;
  /** Elastic IPs by key, `entry-<letter>1` for every zone. */
  readonly addresses: AddressMap;
  /** Who may connect to the public ports. @default - the internet */
  readonly allowFrom?: AllowFrom | undefined;
  /**
   * Whether each zone's address forwards to targets in all zones. If true, traffic between zones costs $0.01 per GB
   * each way. If false, a zone that loses its targets also loses its address. @default true
   */
  readonly crossZone?: boolean | undefined;
  /**
   * Whether AWS refuses to delete the NLB, and the ALB behind it. An update or a destroy that removes them turns this off
   * first.
   */
  readonly deletionProtection: boolean;
  /** How long an idle connection is kept, in seconds, 60 to 6000. @default 350 */
  readonly nlbIdleTimeoutSeconds?: number | undefined;
  /** Addresses that the NLB claims from the nodes of another front door. @default - all are free, or the NLB has them */
  readonly claims?: NlbClaims | undefined;
  readonly target: AlbTarget | AddressesTarget | ExistingAlbsTarget;
  /** Time limit for a colour or name to become healthy before it goes live, in seconds. @default 600 */
  readonly gateTimeoutSeconds?: number | undefined;
  /**
   * How long a removed colour or name keeps serving after traffic has moved away, in seconds.
   *
   * @default 120
   */
  readonly drainSeconds?: number | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}
