import { builtInBook, indexBook } from "../../cost/price-book";
import { renderTable } from "../../commands/shared/table";

/** CPU time of HAProxy on a node, in microseconds, as `npm run bench:path` measures it. */
export interface CpuCost {
  readonly perRequest: number;
  readonly perConnection: number;
  readonly perMebibyte: number;
}

/** A workload of clients. */
interface Workload {
  readonly title: string;
  readonly requestsPerConnection: number;
  /** Of an answer. */
  readonly kibibytes: number;
}

const WORKLOADS: readonly Workload[] = [
  {
    title: "a connection for each request, answers of 2 KiB",
    requestsPerConnection: 1,
    kibibytes: 2,
  },
  {
    title: "100 requests on a connection, answers of 10 KiB",
    requestsPerConnection: 100,
    kibibytes: 10,
  },
  { title: "a connection for each download of 1 MiB", requestsPerConnection: 1, kibibytes: 1024 },
];

/** An instance type for nodes. */
export interface NodeType {
  readonly type: string;
  readonly vcpus: number;
  /** Sustained share of each vCPU. */
  readonly cpuShare: number;
  /** Sustained, in each direction. */
  readonly megabits: number;
  /** Memory. */
  readonly gibibytes: number;
}

/**
 * Bandwidth is AWS's baseline, which is sustained, and memory as AWS states it:
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/co.html and gp.html, sections "Network specifications"
 * and "Performance specifications"; CPU of t4g is its baseline as well, beyond which it costs credits:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html.
 */
export const TYPES: readonly NodeType[] = [
  { type: "t4g.nano", vcpus: 2, cpuShare: 0.05, megabits: 32, gibibytes: 0.5 },
  { type: "t4g.micro", vcpus: 2, cpuShare: 0.1, megabits: 64, gibibytes: 1 },
  { type: "t4g.small", vcpus: 2, cpuShare: 0.2, megabits: 128, gibibytes: 2 },
  { type: "c7g.medium", vcpus: 1, cpuShare: 1, megabits: 520, gibibytes: 2 },
  { type: "c7g.large", vcpus: 2, cpuShare: 1, megabits: 937, gibibytes: 4 },
  { type: "c8g.large", vcpus: 2, cpuShare: 1, megabits: 937, gibibytes: 4 },
  { type: "c7gn.medium", vcpus: 1, cpuShare: 1, megabits: 3_125, gibibytes: 2 },
  // 6,250 inside the region; through an internet gateway, fewer than 32 vCPUs have 5,000.
  { type: "c7gn.large", vcpus: 2, cpuShare: 1, megabits: 5_000, gibibytes: 4 },
];

/** Planned utilization of CPU and network; the rest is for peaks, the kernel and the journal. */
export const PLANNED_SHARE = 0.6;
/** Bytes on the wire for each request besides the answer's body: headers, handshake, acknowledgements. */
const OVERHEAD_BYTES = 1_000;
const SECONDS_PER_HOUR = 3_600;

function priceOf(key: string, region: string): number {
  const price = indexBook(builtInBook)(key, region);
  if (!price) throw new Error(`the price book has no ${key} in ${region}`);
  return Number(price.usd);
}

/** US dollars an hour, on demand. */
export const hourlyOf = (type: string, region = "us-east-1"): number =>
  priceOf(`instance:${type}`, region);

/** USD for a million responses to the internet, for any node. */
export const internetUsd = ({ kibibytes }: Workload, region = "us-east-1"): number =>
  ((kibibytes * 1024 * 1e6) / 1e9) * priceOf("internet-gb", region);

interface NodeCapacity {
  readonly type: string;
  readonly requestsPerSecond: number;
  /** The bottleneck. */
  readonly limit: "CPU" | "network";
  /** USD for a million requests through one node at that rate: instance and public address. */
  readonly usdPerMillion: number;
}

/** The sustained capacity of a node of an instance type, and its cost at on-demand prices. */
export function capacityOf(
  { type, vcpus, cpuShare, megabits }: NodeType,
  { requestsPerConnection, kibibytes }: Workload,
  cpu: CpuCost,
  region = "us-east-1",
): NodeCapacity {
  const first = 1 / requestsPerConnection;
  const micros =
    cpu.perConnection * first + cpu.perRequest * (1 - first) + (cpu.perMebibyte * kibibytes) / 1024;
  const byCpu = (vcpus * cpuShare * PLANNED_SHARE * 1e6) / micros;
  const byNetwork = (megabits * PLANNED_SHARE * 1e6) / 8 / (kibibytes * 1024 + OVERHEAD_BYTES);
  const requestsPerSecond = Math.min(byCpu, byNetwork);
  const hourly = hourlyOf(type, region) + priceOf("public-ipv4-hour", region);
  return {
    type,
    requestsPerSecond,
    limit: byCpu < byNetwork ? "CPU" : "network",
    usdPerMillion: (hourly / (requestsPerSecond * SECONDS_PER_HOUR)) * 1e6,
  };
}

/** A table for each workload: the capacity of each type, and the cost of a million requests. */
export function renderSizing(cpu: CpuCost): string {
  return WORKLOADS.map((workload) => {
    const rows = TYPES.map((type) => {
      const { requestsPerSecond, limit, usdPerMillion } = capacityOf(type, workload, cpu);
      const rate = Number(requestsPerSecond.toPrecision(2)).toLocaleString("en");
      return [type.type, rate, limit, usdPerMillion.toPrecision(2)];
    });
    const head = ["type", "requests/s sustained", "limit", "USD a million"];
    const title = `${workload.title[0]!.toUpperCase()}${workload.title.slice(1)}`;
    const internet = internetUsd(workload).toPrecision(2);
    return `${title}; to the internet, USD ${internet} a million on top:\n\n${renderTable(head, rows)}`;
  }).join("\n\n");
}
