import type { PathLab } from "./lab";
import { type LoadResult, type PathLoadSettings, load, whileHolding } from "./load";
import type { PathVariant } from "./variants";

/**
 * The results of one variant in one round. CPU and memory are those of HAProxy alone, and absent for the
 * direct variant.
 */
export interface RoundSample {
  readonly newPerSecond: number;
  readonly requestsPerSecond: number;
  readonly mebibytesPerSecond: number;
  /** One request at a time on an open connection to each node. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** One request at a time, each on a new connection. */
  readonly newP50Ms: number;
  readonly newP99Ms: number;
  /** Microseconds of CPU. */
  readonly cpuPerRequest?: number;
  readonly cpuPerConnection?: number;
  readonly cpuPerMebibyte?: number;
  /** Resident memory of HAProxy for 1,000 open, idle connections. */
  readonly kibibytesPer1000?: number;
  readonly failed: number;
}

interface Effort {
  /** Of each measurement. */
  readonly seconds: number;
  /** Connections at a time that fill the machine. */
  readonly connections: number;
  /** Connections whose memory is measured. */
  readonly held: number;
}

/** Measures a variant once, on newly started nodes. */
export async function measure(
  lab: PathLab,
  variant: PathVariant,
  nodes: number,
  { seconds, connections, held }: Effort,
): Promise<RoundSample> {
  const addresses = await lab.startNodes(variant, nodes);
  const counted = async (
    settings: Partial<PathLoadSettings>,
  ): Promise<LoadResult & { cpu: number }> => {
    const before = lab.usage().cpuSeconds;
    const all = { addresses, threads: nodes, connections, seconds, ...settings };
    const result = await load(lab, all);
    return { ...result, cpu: lab.usage().cpuSeconds - before };
  };
  try {
    const before = lab.usage().residentBytes;
    let held1000 = 0;
    const refused = await whileHolding(lab, addresses, held, () => {
      held1000 = ((lab.usage().residentBytes - before) / 1024) * (1000 / held);
    });
    const kept = await counted({});
    const fresh = await counted({ isNewEach: true });
    const large = await counted({ path: "/mebibyte" });
    const one = await counted({ connections: nodes });
    const oneFresh = await counted({ connections: nodes, isNewEach: true });
    const all = [kept, fresh, large, one, oneFresh];
    const micros = ({ cpu, requests }: { cpu: number; requests: number }) => (cpu * 1e6) / requests;
    return {
      newPerSecond: fresh.requests / fresh.seconds,
      requestsPerSecond: kept.requests / kept.seconds,
      mebibytesPerSecond: large.bytes / large.seconds / 2 ** 20,
      p50Ms: one.p50Ms,
      p99Ms: one.p99Ms,
      newP50Ms: oneFresh.p50Ms,
      newP99Ms: oneFresh.p99Ms,
      failed: all.reduce((total, { failed }) => total + failed, refused),
      ...(variant.config === undefined
        ? {}
        : {
            cpuPerRequest: micros(kept),
            cpuPerConnection: micros(fresh),
            cpuPerMebibyte: (large.cpu * 1e6) / (large.bytes / 2 ** 20),
            kibibytesPer1000: held1000,
          }),
    };
  } finally {
    await lab.stopNodes();
  }
}
