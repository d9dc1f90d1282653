/**
 * Checks every few minutes that the addresses of a load balancer belong to its IPAM pool, and how many free addresses
 * the pool has. If the pool is exhausted, Elastic Load Balancing assigns addresses outside of it
 * (https://aws.amazon.com/blogs/networking-and-content-delivery/simplify-albs-public-ip-address-assignment-with-vpc-ipam/).
 *
 * Its role needs ec2:GetIpamPoolCidrs and ec2:GetIpamPoolAllocations on the pool, and cloudwatch:PutMetricData.
 */
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { EC2Client } from "@aws-sdk/client-ec2";
import { log } from "../shared/log";
import { askServers } from "../shared/look-up";
import type { Verdict } from "./judge";
import { type Clients, checkPool } from "./run";
import { readSettings } from "./settings";

/** Limits the time that AWS may not answer: three tries of five seconds fit into the function's minute. */
const SDK = { maxAttempts: 3, requestHandler: { connectionTimeout: 3000, requestTimeout: 5000 } };

let clients: Clients | undefined;

export async function handler(): Promise<Verdict> {
  const settings = readSettings(process.env);
  clients ??= {
    ec2: new EC2Client(SDK),
    cloudWatch: new CloudWatchClient(SDK),
    ask: askServers(settings.dnsServers),
  };
  return checkPool(settings, clients, log);
}
