import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { bundleLambda } from "../../../components/front-door/function/bundle";
import {
  BUCKET,
  BUCKET_OBJECT,
  LISTENER,
  LOAD_BALANCER,
  TARGET_GROUP,
} from "../../../simulator/model/tokens";
import { type Api, serveApi } from "../../../simulator/api";
import { Lab } from "../../../simulator/lab";
import { targetsOf } from "../../../simulator/model/targets";
import { text } from "../../../simulator/model/values";
import { DnsServer } from "./dns-server";

export interface Ended {
  /** Null after a signal. */
  readonly status: number | null;
  /** The handler's result. */
  readonly result: unknown;
  /** Its log entries. */
  readonly notes: readonly Readonly<Record<string, unknown>>[];
  readonly stderr: string;
}

/** Simulates Lambda: runs the handler of a bundle file several times, one after the other. */
const PROGRAM = `
  const { handler } = await import(process.argv[1]);
  for (let left = Number(process.argv[2]); left > 0; left--) {
    process.stdout.write(JSON.stringify({ result: await handler() }) + "\\n");
  }`;

export const NAME = "internal-blue-1.us-east-1.elb.amazonaws.com";
export const BUCKET_NAME = "follower-state";

interface Group {
  readonly arn: string;
  readonly id: string;
  readonly port: number;
}

/** The deployed function, in a separate process, with a name server and AWS's API on loopback. */
export class FollowerLab {
  private readonly running = new Set<ChildProcess>();

  private constructor(
    readonly aws: Lab,
    readonly api: Api,
    readonly dns: DnsServer,
    private readonly folder: string,
    private readonly groups: readonly Group[],
  ) {}

  /** With a target group for each port, in use by an NLB, and an empty bucket. */
  static async open(ports: readonly number[] = [443]): Promise<FollowerLab> {
    const aws = new Lab();
    const vpc = aws.vpc();
    const balancer = aws.make(LOAD_BALANCER, {
      name: "entry",
      internal: true,
      loadBalancerType: "network",
      subnets: [aws.subnet(vpc).id],
    });
    const groups = ports.map((port) => {
      const group = aws.make(TARGET_GROUP, {
        name: `blue-${port}`,
        port,
        protocol: "TCP",
        targetType: "ip",
        vpcId: vpc.id,
      });
      const targetGroupArn = text(group.outputs["arn"]);
      aws.make(LISTENER, {
        loadBalancerArn: text(balancer.outputs["arn"]),
        port,
        protocol: "TCP",
        defaultActions: [{ type: "forward", targetGroupArn }],
      });
      return { arn: targetGroupArn, id: group.id, port };
    });
    aws.make(BUCKET, { bucket: BUCKET_NAME });
    const folder = mkdtempSync(join(tmpdir(), "holdfast-follower-"));
    writeFileSync(join(folder, "index.mjs"), bundleLambda("follow-addresses"));
    return new FollowerLab(
      aws,
      await serveApi(aws.account),
      await DnsServer.open(),
      folder,
      groups,
    );
  }

  async close(): Promise<void> {
    for (const child of this.running) child.kill("SIGKILL");
    await this.api.close();
    await this.dns.close();
    rmSync(this.folder, { recursive: true });
  }

  get arns(): string[] {
    return this.groups.map(({ arn }) => arn);
  }

  /** The component's settings, for one name and all target groups. */
  get settings(): Record<string, string> {
    const each = (value: string) => this.arns.map(() => value).join(",");
    return {
      ALB_DNS_NAME: each(NAME),
      ALB_LISTENER: this.groups.map(({ port }) => port).join(","),
      NLB_TG_ARN: this.arns.join(","),
      TARGET_VPC_CIDR: "10.0.0.0/16",
      S3_BUCKET: BUCKET_NAME,
      DNS_SERVERS: this.dns.address,
      AWS_LAMBDA_FUNCTION_NAME: "follower",
    };
  }

  /** Starts the function; `runs` one after the other in the same process. */
  start(settings: Readonly<Record<string, string>> = {}, runs = 1): ChildProcess {
    const file = join(this.folder, "index.mjs");
    const args = ["--input-type=module", "--eval", PROGRAM, "--", file, `${runs}`];
    const child = spawn(process.execPath, args, {
      env: {
        PATH: process.env["PATH"],
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_ENDPOINT_URL: this.api.url,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
        ...this.settings,
        ...settings,
      },
    });
    this.running.add(child);
    child.on("close", () => this.running.delete(child));
    return child;
  }

  async run(settings: Readonly<Record<string, string>> = {}, runs = 1): Promise<Ended> {
    return ended(this.start(settings, runs));
  }

  /** The actions called since the last call of this, sorted. */
  takeCalls(): string[] {
    const calls = this.api.calls.slice(this.taken);
    this.taken += calls.length;
    return calls.map(({ action }) => action).sort();
  }
  private taken = 0;

  /** The addresses registered with a target group. */
  registered(arn = this.arns[0]!): string[] {
    const { id: group } = this.groups.find((one) => one.arn === arn)!;
    return targetsOf(this.aws.account, group, "us-east-1")
      .map(({ id }) => id)
      .sort();
  }

  /** The contents of the bucket: for each group, the absences of each address. */
  state(): Record<string, Record<string, number>> | undefined {
    const found = this.aws.account.all(BUCKET_OBJECT)[0];
    return found && (JSON.parse(text(found.inputs["content"])) as { groups: never }).groups;
  }

  loseState(): void {
    this.aws.account.all(BUCKET_OBJECT).forEach((one) => this.aws.account.remove(one));
  }

  /** The values of a metric, in the order they were put. */
  metric(name: string): number[] {
    return this.api.metrics.filter((one) => one.name === name).map(({ value }) => value);
  }
}

export async function ended(child: ChildProcess): Promise<Ended> {
  const status = new Promise<number | null>((resolve) => child.on("close", resolve));
  const [stdout, stderr] = await Promise.all([textOf(child.stdout!), textOf(child.stderr!)]);
  const lines = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    status: await status,
    result: lines.filter((line) => "result" in line).at(-1)?.["result"],
    notes: lines.filter((line) => !("result" in line)),
    stderr,
  };
}
