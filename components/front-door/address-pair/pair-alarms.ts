import type * as pulumi from "@pulumi/pulumi";
import { CheckedAlarms } from "../proxy/alarms";
import { checkArgs, validateTagArgs } from "../../settings/check-args";
import { arnPrefix } from "../../settings/partition";
import type { Tags } from "../../tags";

/** Arguments of `PairAlarms`. */
export interface PairAlarmsArgs {
  readonly region: string;
  /** Pairs with their nodes, by zone letter. */
  readonly pairs: Readonly<
    Record<
      string,
      {
        readonly nodes: Readonly<Record<string, { readonly instanceId: pulumi.Input<string> }>>;
      }
    >
  >;
  /** Route 53 health checks by address key; none if the addresses are private. */
  readonly healthCheckIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/** Metrics that nodes publish, and what they mean. */
const REPORTS = {
  "own-failed": [
    "OwnFailed",
    "a node is master and could not take the address, or EC2 drops what is sent to it",
  ],
  "split-brain": ["SplitBrain", "both nodes are master: they do not hear each other"],
  "boot-failed": ["BootFailed", "a node did not become ready"],
  "config-failed": ["ConfigFailed", "a node refused its configuration"],
} as const;

/** Automatic actions of EC2 on an impaired instance, by status check. */
const CURES = {
  // System status: the instance moves to another host, with its network interface and its volume.
  recover: { metricName: "StatusCheckFailed_System", evaluationPeriods: 2 },
  // Instance status: later than the system status, so that both never act at once.
  reboot: { metricName: "StatusCheckFailed_Instance", evaluationPeriods: 3 },
} as const;

/**
 * Alarms of the pairs, and automatic recovery of their instances. Subscribe to `topicArn`, and with Elastic IPs
 * outside us-east-1 to `healthTopicArn` too.
 *
 * An alarm costs $0.10 a month, and the first ten of an account are free. A pair has eight, nine with an
 * Elastic IP.
 *
 * Creates `<name>` (topic), `<name>-health` (topic, for health checks outside us-east-1); for each pair
 * `<name>-<pair>-<what>` with `own-failed`, `split-brain`, `boot-failed` and `config-failed`; for each of
 * its nodes `<name>-<pair>-<letter>-recover` and `-reboot`; for each address `<name>-<key>-unhealthy`.
 *
 * @example
 * ```ts
 * const { topicArn } = new PairAlarms("alarms", {
 *   region: "eu-west-1",
 *   pairs: pairs.pairs,
 *   healthCheckIds: {},
 * });
 * ```
 */
export class PairAlarms extends CheckedAlarms {
  constructor(name: string, args: PairAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("PairAlarms", name, validateTagArgs(args.tags));
    super("PairAlarms", name, args, opts);
    for (const [pair, { nodes }] of Object.entries(args.pairs)) {
      this.watchPair(pair);
      for (const [letter, { instanceId }] of Object.entries(nodes)) {
        this.cureNode(`${pair}-${letter}`, instanceId, args.region);
      }
    }
    this.registerOutputs({ topicArn: this.topicArn, healthTopicArn: this.healthTopicArn });
  }

  private watchPair(pair: string): void {
    for (const [what, [metricName, meaning]] of Object.entries(REPORTS)) {
      this.alarm(`${pair}-${what}`, {
        namespace: "Holdfast",
        metricName,
        statistic: "Sum",
        period: 60,
        evaluationPeriods: 1,
        alarmDescription: `Pair ${pair}: ${meaning}`,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        // Nodes publish this metric on failure only.
        treatMissingData: "notBreaching",
        dimensions: { Pair: pair },
      });
    }
  }

  private cureNode(node: string, InstanceId: pulumi.Input<string>, region: string): void {
    for (const [cure, { metricName, evaluationPeriods }] of Object.entries(CURES)) {
      this.alarm(
        `${node}-${cure}`,
        {
          namespace: "AWS/EC2",
          metricName,
          statistic: "Maximum",
          period: 60,
          evaluationPeriods,
          alarmDescription: `Node ${node} fails the check that a ${cure} mends`,
          comparisonOperator: "GreaterThanThreshold",
          threshold: 0,
          dimensions: { InstanceId },
        },
        { actions: [`${arnPrefix(region)}:automate:${region}:ec2:${cure}`] },
      );
    }
  }
}
