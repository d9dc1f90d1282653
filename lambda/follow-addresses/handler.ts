/**
 * Keeps the targets of NLB target groups equal to the addresses of DNS names, such as those of ALBs in other VPCs or
 * accounts. Runs once a minute, and never concurrently.
 *
 * It implements "Using static IP addresses for Application Load Balancers"
 * (https://aws.amazon.com/blogs/networking-and-content-delivery/using-static-ip-addresses-for-application-load-balancers/),
 * with the same settings; see readSettings for these and `decide` for the rules.
 *
 * Its role needs elasticloadbalancing:DescribeTargetHealth (on all resources), RegisterTargets and DeregisterTargets
 * on the target groups, s3:GetObject and s3:PutObject on the state, s3:ListBucket (without it, a missing state is
 * "access denied" instead of "no such key") and cloudwatch:PutMetricData.
 */
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { S3Client } from "@aws-sdk/client-s3";
import { log } from "../shared/log";
import { askServers } from "../shared/look-up";
import { type Clients, type Result, Run } from "./run";
import { type Settings, readSettings } from "./settings";

/** Limits the time that AWS may not answer: four tries of ten seconds fit into the function's five minutes. */
const SDK = { maxAttempts: 4, requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000 } };

function openClients({ dnsServers }: Settings): Clients {
  return {
    s3: new S3Client(SDK),
    elb: new ElasticLoadBalancingV2Client(SDK),
    cloudWatch: new CloudWatchClient(SDK),
    ask: askServers(dnsServers),
  };
}

/** Kept by an execution environment from run to run. */
let clients: Clients | undefined;
let lastSuccess = Date.now();

/** One run. It fails after it has done what it could, so that Lambda counts an error. */
export async function handler(): Promise<Result> {
  const settings = readSettings(process.env);
  clients ??= openClients(settings);
  const age = () => Math.round((Date.now() - lastSuccess) / 1000);
  const result = await new Run(settings, clients, log, age).carryOut();
  lastSuccess = Date.now();
  return result;
}
