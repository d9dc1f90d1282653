import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../tags";

/** Arguments of `ProxyAlarms`. */
export interface ProxyAlarmsArgs {
  readonly region: string;
  /** Auto scaling groups by node. */
  readonly groupNames: Readonly<Record<string, pulumi.Input<string>>>;
  /** Fewest instances of each group that are right. @default 1 */
  readonly leastInstances?: number | undefined;
  /**
   * What nodes report, by what the alarm is called.
   *
   * @default - claims, boots and configurations that failed
   */
  readonly reports?: Readonly<Record<string, string>> | undefined;
  /** Route 53 health checks by address key. */
  readonly healthCheckIds: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Bytes that an instance sends in five minutes, below and above which something is wrong.
   *
   * @default - 1 MB, about what health checks alone make, and 14 GB, 0.37 Gbit/s: 70 percent of a c7g.medium
   */
  readonly networkOutBytes?: { readonly low: number; readonly high: number } | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}
