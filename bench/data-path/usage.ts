import { readFileSync } from "node:fs";

/** The usage of a process and its children with the same name. */
export interface ProcessUsage {
  /** CPU time, of the process and of the kernel on its behalf. */
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

/** Linux's unit of CPU time in /proc, 100 a second on all that Node.js runs on. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/** CPU time and memory of a master and its workers, from /proc/PID/stat. */
export function usageOf(pid: number): ProcessUsage {
  const own = readStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  const workers = children
    .filter(Boolean)
    .map((child) => readStat(readFileSync(`/proc/${child}/stat`, "utf8")))
    .filter(({ name }) => name === own.name);
  return {
    cpuSeconds: sum([own, ...workers].map(({ cpuSeconds }) => cpuSeconds)),
    residentBytes: sum([own, ...workers].map(({ residentBytes }) => residentBytes)),
  };
}

/** @param text of /proc/PID/stat, whose second field is the name in parentheses, with spaces or not */
export function readStat(text: string): ProcessUsage & { readonly name: string } {
  const name = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"));
  // From the third field on: utime is the 14th, stime the 15th, RSS in pages the 24th.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return {
    name,
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
    residentBytes: Number(fields[21]) * PAGE_BYTES,
  };
}

export const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, one) => total + one, 0);
