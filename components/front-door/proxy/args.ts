import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../tags";

/** Arguments of `ProxyAlarms`. */
export interface ProxyAlarmsArgs {
  readonly region: string;
  /** Auto scaling groups by node. */
  readonly groupNames: Readonly<Record<string, pulumi.Input<string>>>;
  /** Minimum number of healthy instances in each group. @default 1 */
  readonly leastInstances?: number | undefined;
  /**
   * Metrics that nodes publish, by name of the alarm.
   *
   * @default - failed claims, boots and configurations
   */
  readonly reports?: Readonly<Record<string, string>> | undefined;
  /** Route 53 health checks by address key. */
  readonly healthCheckIds: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Bytes that an instance sends in five minutes: an alarm reports values below `low` and above `high`.
   *
   * @default - 1 MB, about the traffic of health checks alone, and 14 GB, 0.37 Gbit/s: 70 percent of a c7g.medium
   */
  readonly networkOutBytes?: { readonly low: number; readonly high: number } | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}
