import type { Sample } from "./load";

/** A time in which an address answered no request, in milliseconds since the epoch. */
export interface DarkTime {
  readonly from: number;
  readonly to: number;
}

/** Fewer failed requests in a row are noise of a busy machine. */
const LEAST_IN_A_ROW = 10;

/**
 * The times in which an address was dark: from the first of ten failed requests or more in a row until the next
 * one that was answered, or the last one.
 *
 * @param samples of one address, by time
 */
export function darkTimes(samples: readonly Sample[]): DarkTime[] {
  const found: DarkTime[] = [];
  let row: Sample[] = [];
  const end = (to: number | undefined): void => {
    if (row.length >= LEAST_IN_A_ROW) found.push({ from: row[0]!.at, to: to ?? row.at(-1)!.at });
    row = [];
  };
  for (const sample of samples) {
    if (sample.status === 200) end(sample.at);
    else row.push(sample);
  }
  end(undefined);
  return found;
}

/** The longest of some times, in seconds; 0 without any. */
export const longestSeconds = (times: readonly DarkTime[]): number =>
  Math.max(0, ...times.map(({ from, to }) => to - from)) / 1000;

/**
 * The times in which all of several addresses were dark.
 *
 * @param all of each address
 */
export const allDark = (all: readonly (readonly DarkTime[])[]): DarkTime[] =>
  all.reduce<readonly DarkTime[]>((common, times, index) => {
    if (index === 0) return times;
    return common.flatMap((one) =>
      times
        .map(({ from, to }) => ({ from: Math.max(one.from, from), to: Math.min(one.to, to) }))
        .filter(({ from, to }) => from < to),
    );
  }, []) as DarkTime[];
