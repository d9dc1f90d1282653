import { type CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  type EC2Client,
  paginateGetIpamPoolAllocations,
  paginateGetIpamPoolCidrs,
} from "@aws-sdk/client-ec2";
import type { Note } from "../shared/log";
import { type Ask, lookUp } from "../shared/look-up";
import { type Verdict, judge } from "./judge";
import type { Settings } from "./settings";

export interface Clients {
  readonly ec2: EC2Client;
  readonly cloudWatch: CloudWatchClient;
  readonly ask: Ask;
}

/** Maximum of lookups in one run: an ALB has up to 100 addresses, and an answer up to 8 of them. */
const MAX_LOOKUPS = 50;

async function collect<T>(pages: AsyncIterable<T>, of: (page: T) => readonly string[]) {
  const all: string[] = [];
  for await (const page of pages) all.push(...of(page));
  return all;
}

/**
 * One run: reads the blocks of the pool and their allocations from EC2, and the addresses of the load balancer from
 * DNS, and publishes metrics. It changes nothing.
 *
 * @throws if one of them does not answer: then there are no metrics, which also triggers an alarm
 */
export async function checkPool(
  { dnsName, poolId, metricNamespace, functionName }: Settings,
  { ec2, cloudWatch, ask }: Clients,
  log: (note: Note) => void,
): Promise<Verdict> {
  const pool = { IpamPoolId: poolId };
  const [blocks, allocated, { addresses, failures }] = await Promise.all([
    collect(paginateGetIpamPoolCidrs({ client: ec2 }, pool), ({ IpamPoolCidrs = [] }) =>
      IpamPoolCidrs.flatMap(({ State, Cidr }) =>
        State === "provisioned" && Cidr !== undefined ? [Cidr] : [],
      ),
    ),
    collect(paginateGetIpamPoolAllocations({ client: ec2 }, pool), ({ IpamPoolAllocations = [] }) =>
      IpamPoolAllocations.flatMap(({ Cidr }) => Cidr ?? []),
    ),
    lookUp(ask, dnsName, [], MAX_LOOKUPS),
  ]);
  if (addresses.length === 0) {
    throw new Error(`DNS has no address of ${dnsName}: ${[...new Set(failures)].join(", ")}`);
  }
  const verdict = judge({ blocks, allocated, addresses });
  if (verdict.outside.length > 0) {
    const message = "the load balancer has addresses outside its pool";
    log({ level: "error", message, outside: verdict.outside, blocks });
  }
  const count = (MetricName: string, Value: number) => ({
    MetricName,
    Value,
    Unit: "Count" as const,
    Dimensions: [{ Name: "FunctionName", Value: functionName }],
  });
  await cloudWatch.send(
    new PutMetricDataCommand({
      Namespace: metricNamespace,
      MetricData: [
        count("AddressesOutsidePool", verdict.outside.length),
        count("PoolAddressesFree", verdict.free),
      ],
    }),
  );
  return verdict;
}
