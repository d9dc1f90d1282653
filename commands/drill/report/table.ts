import { type Column, textLines } from "../../shared/table";
import type { DrillOutcome } from "../outcome";

export const COLUMNS: readonly Column[] = [
  { title: "front door" },
  { title: "scenario" },
  { title: "requests", isNumber: true },
  { title: "failed", isNumber: true },
  { title: "allowed", isNumber: true },
  { title: "slowest s", isNumber: true },
  { title: "detected s", isNumber: true },
  { title: "recovered s", isNumber: true },
  { title: "same addresses" },
  { title: "objective" },
];

/** An outcome as cells of those columns. */
export const rowOf = (one: DrillOutcome): string[] => [
  one.frontDoor,
  one.title,
  String(one.requests),
  String(one.failed),
  String(one.allowedFailures),
  one.slowestSeconds.toFixed(2),
  one.detectSeconds?.toFixed(1) ?? "-",
  one.recoverSeconds.toFixed(1),
  one.sameAddresses ? "yes" : "NO",
  one.met ? "met" : "MISSED",
];

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

/** HAProxy's memory, for the outcomes that recorded it. */
export const memoryLines = (outcomes: readonly DrillOutcome[]): string[] =>
  outcomes.flatMap(({ title, memory }) =>
    memory === undefined
      ? []
      : `HAProxy's memory on all nodes, ${title}: ${mebibytes(memory.warm)} MiB after a quarter of the time, ` +
        `${mebibytes(memory.end)} MiB at its end, ${memory.isFlat ? "flat" : "NOT FLAT"}`,
  );

/** The outcomes as a table for a terminal. */
export const renderOutcomes = (outcomes: readonly DrillOutcome[]): string =>
  [textLines(COLUMNS, outcomes.map(rowOf)).join("\n"), ...memoryLines(outcomes)].join("\n");
