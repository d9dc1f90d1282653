import type { Account, Faults } from "../../../simulator";
import type { BalancerPace } from "./balancer-pace";

/** An event for the timeline. */
export interface DrillEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /**
   * - `fault`, `restore`: an action of the rehearsal
   * - `detect`: a component detected that another is unhealthy, or healthy again
   * - `act`: the reaction to that
   */
  readonly kind: "fault" | "restore" | "detect" | "act";
  readonly text: string;
}

export interface DataPlaneSettings {
  readonly account: Account;
  /**
   * Divisor of AWS's wait times: Route 53's intervals and TTLs, health checks of load balancers, and the time
   * until a group has replaced an instance. Programs on nodes keep their own times.
   */
  readonly speed: number;
  /** From the end of an instance until its replacement boots. */
  readonly replaceSeconds: number;
  readonly onEvent: (event: DrillEvent) => void;
  /** How long AWS takes to change load balancers. @default - it does so at once */
  readonly pace?: BalancerPace;
  /** Those of another API of the account, such as the engine's, which then reports what the lab finds. */
  readonly faults?: Faults;
}
