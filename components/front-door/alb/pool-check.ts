import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../tags";
import { createScheduledFunction } from "../function/scheduled-function";
import { poolCheckPolicy } from "./pool-check-policy";

interface PoolCheckArgs {
  readonly dnsName: pulumi.Input<string>;
  readonly ipamPoolId: pulumi.Input<string>;
  readonly tags: Tags | undefined;
}

/** Minutes from one check to the next. */
export const CHECK_MINUTES = 5;

/**
 * A Lambda function that checks every five minutes whether the addresses of a load balancer are in the blocks of its
 * pool, and how many addresses the pool has left. It changes nothing.
 *
 * 8,760 runs a month of about two seconds cost $0.06 (arm64, 256 MB) beyond Lambda's free tier. Its two metrics cost
 * $0.30 each.
 *
 * Creates the resources of `createScheduledFunction`.
 */
export class PoolCheck extends pulumi.ComponentResource {
  readonly functionName: pulumi.Output<string>;

  constructor(name: string, args: PoolCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    super("holdfast:front-door:PoolCheck", name, {}, opts);
    const { dnsName, ipamPoolId, tags } = args;
    const check = createScheduledFunction(name, {
      parent: this,
      code: "check-pool",
      description: "Checks that a load balancer has addresses of its pool",
      timeoutSeconds: 60,
      variables: { DNS_NAME: dnsName, POOL_ID: ipamPoolId },
      roleDescription: "Checks the addresses of a load balancer: reads a pool, logs and measures",
      policy: (logGroupArn) =>
        pulumi.all([logGroupArn, ipamPoolId]).apply((arns) => poolCheckPolicy(...arns)),
      schedule: {
        description: "Invokes the function that checks the addresses of a load balancer",
        what: "Addresses are checked every five minutes",
        minutes: CHECK_MINUTES,
      },
      tags,
    });
    this.functionName = check.name;
    this.registerOutputs({ functionName: this.functionName });
  }
}
