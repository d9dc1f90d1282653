import type { Account } from "../../../simulator";

/** Something that happened, for the timeline. */
export interface DrillEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /**
   * - `fault`, `restore`: what the rehearsal did
   * - `detect`: something noticed that a part is not well, or is well again
   * - `act`: something was done about it
   */
  readonly kind: "fault" | "restore" | "detect" | "act";
  readonly text: string;
}

export interface DataPlaneSettings {
  readonly account: Account;
  /**
   * What AWS's own waits are divided by: Route 53's intervals and times to live, health checks of load
   * balancers, and the time until a group has replaced an instance. What runs on nodes keeps its time.
   */
  readonly speed: number;
  /** From the end of an instance until the one in its place boots. */
  readonly replaceSeconds: number;
  readonly onEvent: (event: DrillEvent) => void;
}
