import { median } from "../measure";
import type { RoundSample } from "./measure";

/** The reported figures of each variant. */
interface Figure {
  readonly title: string;
  readonly digits: number;
  /** Whether more is better, so that the worst round has the smallest value. */
  readonly isMoreBetter?: boolean;
  /** Whether it is the difference from the direct variant; then there is no ratio to that. */
  readonly isAdded?: boolean;
  /** @param direct of the same round, for the difference that a proxy adds */
  readonly of: (sample: RoundSample, direct: RoundSample | undefined) => number | undefined;
}

/** The time of the direct variant; for the others, the added time in the same round. */
const added =
  (key: "p50Ms" | "p99Ms" | "newP50Ms" | "newP99Ms") =>
  (sample: RoundSample, direct: RoundSample | undefined): number | undefined => {
    if (direct === undefined) return undefined;
    return direct === sample ? sample[key] : sample[key] - direct[key];
  };

export const FIGURES: readonly Figure[] = [
  { title: "new connections/s", digits: 0, isMoreBetter: true, of: (one) => one.newPerSecond },
  {
    title: "requests/s, keep-alive",
    digits: 0,
    isMoreBetter: true,
    of: (one) => one.requestsPerSecond,
  },
  {
    title: "MiB/s, objects of 1 MiB",
    digits: 0,
    isMoreBetter: true,
    of: (one) => one.mebibytesPerSecond,
  },
  { title: "request, p50 ms", digits: 3, isAdded: true, of: added("p50Ms") },
  { title: "request, p99 ms", digits: 3, isAdded: true, of: added("p99Ms") },
  { title: "new connection, p50 ms", digits: 3, isAdded: true, of: added("newP50Ms") },
  { title: "new connection, p99 ms", digits: 3, isAdded: true, of: added("newP99Ms") },
  { title: "CPU µs a request", digits: 1, of: (one) => one.cpuPerRequest },
  { title: "CPU µs a new connection", digits: 1, of: (one) => one.cpuPerConnection },
  { title: "CPU µs a MiB", digits: 0, of: (one) => one.cpuPerMebibyte },
  { title: "KiB for 1,000 connections", digits: 0, of: (one) => one.kibibytesPer1000 },
];

/** Samples of one number of nodes, by variant; those of one round have the same place. */
export interface Series {
  readonly key: string;
  readonly title: string;
  readonly samples: readonly RoundSample[];
}

/** A line of the report; the direct variant lacks figures that do not apply to it. */
interface FigureRow {
  readonly figure: string;
  readonly variant: string;
  readonly median: number;
  readonly worst: number;
  /** Medians of the ratios within each round; none to variants that were not measured. */
  readonly toDirect?: number;
  readonly toPlain?: number;
  readonly digits: number;
}

/** All figures of all variants, medians and worst of the rounds, with ratios to the two peers. */
export function rowsOf(series: readonly Series[]): FigureRow[] {
  return FIGURES.flatMap((figure) => series.flatMap((one) => rowOf(figure, one, series)));
}

function rowOf(figure: Figure, one: Series, all: readonly Series[]): FigureRow[] {
  const { title, digits, isMoreBetter, isAdded = false, of } = figure;
  const direct = all.find(({ key }) => key === "direct")?.samples;
  const valuesOf = (samples: readonly RoundSample[] | undefined) =>
    samples?.map((sample, round) => of(sample, direct?.[round])) ?? [];
  const values = valuesOf(one.samples).filter((value) => value !== undefined);
  if (values.length === 0) return [];
  const ratioTo = (peer: string): number | undefined => {
    const others = valuesOf(all.find(({ key }) => key === peer)?.samples);
    const ratios = values.flatMap((value, round) => {
      const other = others[round];
      // Noise can make the difference negative, which has no meaningful ratio.
      return other === undefined || other <= 0 || value < 0 ? [] : value / other;
    });
    return ratios.length === 0 ? undefined : median(ratios);
  };
  const isDirect = one.key === "direct";
  const toDirect = isAdded ? undefined : ratioTo("direct");
  const toPlain = isAdded && isDirect ? undefined : ratioTo("plain");
  const row: FigureRow = {
    figure: isAdded && !isDirect ? `${title}, added` : title,
    variant: one.title,
    digits,
    median: median(values),
    worst: isMoreBetter ? Math.min(...values) : Math.max(...values),
    ...(toDirect === undefined ? {} : { toDirect }),
    ...(toPlain === undefined ? {} : { toPlain }),
  };
  return [row];
}

/** Cells of a table, the number of nodes first. */
export const cellsOf = (nodes: number, row: FigureRow): string[] => [
  ...[String(nodes), row.figure, row.variant],
  ...[row.median, row.worst].map((value) => value.toFixed(row.digits)),
  ...[row.toDirect, row.toPlain].map((ratio) => ratio?.toFixed(2) ?? "-"),
];
