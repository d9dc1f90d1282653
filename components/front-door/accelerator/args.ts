import type { StaticAccelerator } from "../../addresses/accelerator";
import type { LiveColor } from "../../backend/args";
import type { Color } from "../../backend/plan-blue-green";
import type { Network } from "../../network/network";
import type { Tags } from "../../tags";

/** Arguments of `AcceleratorFrontDoor`. */
export interface AcceleratorFrontDoorArgs {
  readonly accelerator: StaticAccelerator;
  /** Network in the colours' region. Colours in this VPC need its internet gateway. */
  readonly vpc: Network;
  /** The colours, each with a load balancer that allows the clients. Weights add up to 100. */
  readonly colors: Readonly<Partial<Record<Color, LiveColor>>>;
  /** Type of the load balancers, for colours that do not have `loadBalancerType`. */
  readonly balancer: "alb" | "nlb";
  /** Public ports, which are also the ports of the load balancers. */
  readonly ports: readonly number[];
  /** Time limit for a colour to become healthy before it goes live. @default 600 */
  readonly gateTimeoutSeconds?: number | undefined;
  /**
   * How long a removed colour keeps serving after it gets no new connections: the longest connection.
   *
   * @default 120
   */
  readonly drainSeconds?: number | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}
