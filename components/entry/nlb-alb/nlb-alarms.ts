import * as pulumi from "@pulumi/pulumi";
import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm";
import { Topic } from "@pulumi/aws/sns/topic";
import { named } from "../../tags";

/** ARN suffixes, as CloudWatch's dimensions name load balancers and target groups. */
type Suffix = pulumi.Output<string>;

/** The ALB behind the NLB. */
export interface WatchedAlb {
  readonly loadBalancer: Suffix;
  /** Its target groups, by the colours that get clients. */
  readonly colors: Readonly<Record<string, Suffix>>;
  /** Target groups of the NLB that have it as their target, by port. */
  readonly ports: Readonly<Record<string, Suffix>>;
}

/** Percent of requests that end with 5xx. */
const MOST_ERRORS = 5;

/**
 * What tells people that a front door of load balancers is in trouble: subscribe to `topicArn`. Only what
 * clients feel is watched; load, which load balancers follow by themselves, is not. An alarm costs $0.10 a
 * month, the one over three metrics $0.30; an account's first ten are free.
 *
 * Creates `<name>` (topic) and `<name>-port-allocation`. `watchAlb` adds `<name>-errors`,
 * `<name>-port-<port>-unhealthy` and `<name>-<color>-unhealthy`.
 */
export class NlbAlarms extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  readonly #name: string;
  readonly #nlb: Suffix;
  readonly #tags: Readonly<Record<string, string>> | undefined;

  constructor(
    name: string,
    args: { readonly nlb: Suffix; readonly tags?: Readonly<Record<string, string>> | undefined },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("holdfast:entry:NlbAlarms", name, {}, opts);
    this.#name = name;
    this.#nlb = args.nlb;
    this.#tags = args.tags;
    // Unencrypted: CloudWatch cannot publish to a topic under the key that AWS manages.
    this.topicArn = new Topic(name, { tags: named(name, args.tags) }, { parent: this }).arn;
    this.alarm("port-allocation", {
      // Then new connections fail while all targets are healthy; more targets give more ports.
      alarmDescription: "The NLB has no source port left to a target",
      namespace: "AWS/NetworkELB",
      metricName: "PortAllocationErrorCount",
      dimensions: { LoadBalancer: args.nlb },
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
    });
    this.registerOutputs({ topicArn: this.topicArn });
  }

  /** Watches what only an ALB of ours can tell: whether it, and its instances, serve. */
  watchAlb({ loadBalancer, colors, ports }: WatchedAlb): void {
    for (const [port, group] of Object.entries(ports)) {
      this.watchTargets(`port-${port}`, "AWS/NetworkELB", this.#nlb, group);
    }
    for (const [color, group] of Object.entries(colors)) {
      this.watchTargets(color, "AWS/ApplicationELB", loadBalancer, group);
    }
    const count = (id: string, metricName: string) => ({
      id,
      metric: {
        namespace: "AWS/ApplicationELB",
        metricName,
        dimensions: { LoadBalancer: loadBalancer },
        stat: "Sum",
        period: 60,
      },
    });
    this.alarm("errors", {
      alarmDescription: `More than ${MOST_ERRORS} % of requests end with 5xx`,
      metricQueries: [
        {
          id: "percent",
          label: "Requests that end with 5xx, percent",
          // Requests that reached no target are not among RequestCount.
          expression: "100 * (FILL(own, 0) + FILL(theirs, 0)) / (FILL(requests, 0) + FILL(own, 0))",
          returnData: true,
        },
        count("own", "HTTPCode_ELB_5XX_Count"),
        count("theirs", "HTTPCode_Target_5XX_Count"),
        count("requests", "RequestCount"),
      ],
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      comparisonOperator: "GreaterThanThreshold",
      threshold: MOST_ERRORS,
      // Nobody asked.
      treatMissingData: "notBreaching",
    });
  }

  private watchTargets(what: string, namespace: string, balancer: Suffix, group: Suffix): void {
    this.alarm(`${what}-unhealthy`, {
      alarmDescription: `${what} has no healthy target`,
      namespace,
      metricName: "HealthyHostCount",
      dimensions: { LoadBalancer: balancer, TargetGroup: group },
      // The most that any zone's node of the load balancer sees.
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 2,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      // There is a count as long as there are targets.
      treatMissingData: "breaching",
    });
  }

  private alarm(what: string, args: MetricAlarmArgs): void {
    const name = `${this.#name}-${what}`;
    new MetricAlarm(
      name,
      {
        ...args,
        alarmActions: [this.topicArn],
        okActions: [this.topicArn],
        tags: named(name, this.#tags),
      },
      { parent: this },
    );
  }
}
