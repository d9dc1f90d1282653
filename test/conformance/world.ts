import type { Apis, Endpoint } from "./apis";
import type { Makers } from "./makers";

/** An AWS API, and the resources created in it for a case. */
export class World implements Apis {
  readonly autoScaling;
  readonly cloudWatch;
  readonly ec2;
  readonly elb;
  readonly fis;
  readonly lambda;
  readonly route53;
  readonly s3;
  readonly sts;
  readonly tagging;
  private readonly names = new Map<string, string>();

  constructor(
    apis: Apis,
    readonly makers: Makers,
    readonly endpoint: Endpoint,
  ) {
    this.autoScaling = apis.autoScaling;
    this.cloudWatch = apis.cloudWatch;
    this.ec2 = apis.ec2;
    this.elb = apis.elb;
    this.fis = apis.fis;
    this.lambda = apis.lambda;
    this.route53 = apis.route53;
    this.s3 = apis.s3;
    this.sts = apis.sts;
    this.tagging = apis.tagging;
  }

  /** Replaces an id with a name in responses. */
  named<T extends string>(name: string, id: T): T {
    this.names.set(id, name);
    return id;
  }

  /** Forgets the names of the case before. */
  forget(): void {
    this.names.clear();
  }

  /** A value as the table has it: JSON without quotes, with names in place of ids. */
  show(value: unknown): string {
    let shown = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
    for (const [id, name] of [...this.names].sort(([a], [b]) => b.length - a.length)) {
      shown = shown.replaceAll(id, name);
    }
    return shown.replaceAll('"', "");
  }
}
