import type { StaticAccelerator } from "../../addresses/accelerator";
import type { LiveColor } from "../../backend/args";
import type { Color } from "../../backend/plan-blue-green";
import type { Network } from "../../network/network";
import type { Tags } from "../../tags";

/** Arguments of `AcceleratorFrontDoor`. */
export interface AcceleratorFrontDoorArgs {
  readonly accelerator: StaticAccelerator;
  /** Whose region the colours are in, and whose internet gateway those in it need. */
  readonly vpc: Network;
  /** The colours, each with its own load balancer that admits the clients. Weights add up to 100. */
  readonly colors: Readonly<Partial<Record<Color, LiveColor>>>;
  /** Type of the load balancers, for colours that do not have `loadBalancerType`. */
  readonly balancer: "alb" | "nlb";
  /** That clients connect to and the load balancers listen on. */
  readonly ports: readonly number[];
  /** How long what goes live may take until it can serve. @default 600 */
  readonly gateTimeoutSeconds?: number | undefined;
  /**
   * How long a colour that is removed goes on after no new connection is sent there: the longest connection.
   *
   * @default 120
   */
  readonly drainSeconds?: number | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}
