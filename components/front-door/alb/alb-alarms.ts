import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../tags";
import { METRIC_NAMESPACE } from "../function/metrics";
import { type Suffix, failingRequests, noHealthyTarget } from "../nlb/balancer-alarms";
import { Alarms } from "../proxy/alarms";
import { CHECK_MINUTES } from "./pool-check";

interface AlbAlarmsArgs {
  readonly loadBalancer: Suffix;
  /** Its target groups, by the colours that get clients. */
  readonly colors: Readonly<Record<string, Suffix>>;
  readonly tags?: Tags | undefined;
}

/**
 * Alarms of an ALB: subscribe to `topicArn`. An alarm costs $0.10 a month, the one over three metrics $0.30. The first
 * ten of an account are free.
 *
 * Creates `<name>` (topic), `<name>-errors` and for each colour `<name>-<color>-unhealthy`. `watchPool` adds
 * `<name>-outside-pool`, `<name>-pool-use` and `<name>-pool-unchecked`.
 */
export class AlbAlarms extends Alarms {
  constructor(name: string, args: AlbAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("AlbAlarms", name, args.tags, opts);
    const { loadBalancer, colors } = args;
    this.alarm("errors", failingRequests(loadBalancer));
    for (const [color, group] of Object.entries(colors)) {
      this.alarm(
        `${color}-unhealthy`,
        noHealthyTarget(color, "AWS/ApplicationELB", loadBalancer, group),
      );
    }
    this.registerOutputs({ topicArn: this.topicArn });
  }

  /**
   * Watches what the check of the pool measures.
   *
   * @param least free addresses of the pool, below which people have to act
   */
  watchPool(functionName: pulumi.Output<string>, least: number): void {
    const measured = {
      namespace: METRIC_NAMESPACE,
      dimensions: { FunctionName: functionName },
      period: CHECK_MINUTES * 60,
    };
    this.alarm("outside-pool", {
      ...measured,
      alarmDescription: "The ALB has addresses outside its pool, which partners do not allow",
      metricName: "AddressesOutsidePool",
      statistic: "Maximum",
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "ignore",
    });
    this.alarm("pool-use", {
      ...measured,
      alarmDescription: `The pool has fewer than ${least} free addresses: provision another CIDR`,
      metricName: "PoolAddressesFree",
      statistic: "Minimum",
      evaluationPeriods: 1,
      comparisonOperator: "LessThanThreshold",
      threshold: least,
      treatMissingData: "ignore",
    });
    this.alarm("pool-unchecked", {
      ...measured,
      alarmDescription: `The pool has not been checked for ${3 * CHECK_MINUTES} minutes`,
      metricName: "PoolAddressesFree",
      statistic: "SampleCount",
      evaluationPeriods: 3,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      // A function that does not run at all, or fails, puts no metrics.
      treatMissingData: "breaching",
    });
  }
}
