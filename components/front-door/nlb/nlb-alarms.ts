import type * as pulumi from "@pulumi/pulumi";
import { Alarms } from "../proxy/alarms";
import { type Namespace, type Suffix, failingRequests, noHealthyTarget } from "./balancer-alarms";
import type { Tags } from "../../tags";

/** The ALB behind the NLB. */
interface WatchedAlb {
  readonly loadBalancer: Suffix;
  /** Its target groups, by the colours that get clients. */
  readonly colors: Readonly<Record<string, Suffix>>;
  /** Target groups of the NLB that have it as their target, by port. */
  readonly ports: Readonly<Record<string, Suffix>>;
}

/**
 * Alarms of a front door with load balancers: subscribe to `topicArn`. They report failures that affect clients. They do
 * not report load, because load balancers scale automatically. An alarm costs $0.10 a month, the one over three metrics
 * $0.30. The first ten of an account are free.
 *
 * Creates `<name>` (topic) and `<name>-port-allocation`. `watchPort` adds `<name>-port-<port>-unhealthy`;
 * `watchAlb` that, `<name>-errors` and `<name>-<color>-unhealthy`.
 */
export class NlbAlarms extends Alarms {
  readonly #nlb: Suffix;

  constructor(
    name: string,
    args: { readonly nlb: Suffix; readonly tags?: Tags | undefined },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("NlbAlarms", name, args.tags, opts);
    this.#nlb = args.nlb;
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
    for (const [port, group] of Object.entries(ports)) this.watchPort(port, group);
    for (const [color, group] of Object.entries(colors)) {
      this.watchTargets(color, "AWS/ApplicationELB", loadBalancer, group);
    }
    this.alarm("errors", failingRequests(loadBalancer));
  }

  /** Watches whether a port of the NLB has a healthy target. */
  watchPort(port: string, group: Suffix): void {
    this.watchTargets(`port-${port}`, "AWS/NetworkELB", this.#nlb, group);
  }

  private watchTargets(what: string, namespace: Namespace, balancer: Suffix, group: Suffix): void {
    this.alarm(`${what}-unhealthy`, noHealthyTarget(what, namespace, balancer, group));
  }
}
