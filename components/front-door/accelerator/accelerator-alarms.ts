import type * as pulumi from "@pulumi/pulumi";
import type { ColorBackend } from "../../backend/color-backend";
import { Alarms } from "../proxy/alarms";
import { failingRequests, noHealthyTarget } from "../nlb/balancer-alarms";
import type { Tags } from "../../tags";

interface AcceleratorAlarmsArgs {
  readonly balancer: "alb" | "nlb";
  /** Load balancers of the colours that get clients. */
  readonly backends: Readonly<
    Record<
      string,
      Pick<ColorBackend, "loadBalancerArnSuffix" | "loadBalancerType" | "targetGroupArnSuffix">
    >
  >;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/**
 * Alarms for the backends of an accelerator: subscribe to `topicArn`. They watch the load balancers, in the load
 * balancers' own region. The accelerator's metrics exist in us-west-2 only, and report the same failures later. An
 * alarm costs $0.10 a month, the one over three metrics $0.30. The first ten of an account are free.
 *
 * Creates `<name>` (topic), for each colour that gets clients `<name>-<color>-unhealthy`, and with ALBs
 * `<name>-<color>-errors`.
 */
export class AcceleratorAlarms extends Alarms {
  constructor(
    name: string,
    { balancer, backends, tags }: AcceleratorAlarmsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("AcceleratorAlarms", name, tags, opts);
    for (const [color, backend] of Object.entries(backends)) {
      const { loadBalancerArnSuffix: its = "", targetGroupArnSuffix: group } = backend;
      const isAlb = (backend.loadBalancerType ?? balancer) === "alb";
      const namespace = isAlb ? "AWS/ApplicationELB" : "AWS/NetworkELB";
      if (group) this.alarm(`${color}-unhealthy`, noHealthyTarget(color, namespace, its, group));
      if (isAlb) this.alarm(`${color}-errors`, failingRequests(its));
    }
    this.registerOutputs({ topicArn: this.topicArn });
  }
}
