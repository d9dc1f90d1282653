import { type Column, textLines } from "../../shared/table";
import type { AwsSample } from "./load";

/** The result of a rehearsal. */
export interface AwsOutcome {
  readonly frontDoor: string;
  readonly scenario: string;
  readonly title: string;
  /** The final state by FIS: completed, stopped or failed, with the reason. */
  readonly experiment: string;
  readonly requests: number;
  readonly failed: number;
  /** Their errors, by frequency. */
  readonly errors: Readonly<Record<string, number>>;
  /** Failed requests, as seconds of the full load. */
  readonly lostSeconds: number;
  /** Latency of answered requests. */
  readonly slowestSeconds: number;
  /** From the start of the experiment until the last failed request; 0 if none failed. */
  readonly recoverSeconds: number;
}

interface AwsOutcomeSettings {
  readonly frontDoor: string;
  readonly scenario: string;
  readonly title: string;
  readonly experiment: string;
  readonly ratePerSecond: number;
  /** When the experiment was started, in milliseconds since the epoch. */
  readonly faultAt: number;
}

/** Summarizes a rehearsal. */
export function outcomeOf(samples: readonly AwsSample[], settings: AwsOutcomeSettings): AwsOutcome {
  const { ratePerSecond, faultAt, ...names } = settings;
  const failures = samples.filter(({ error }) => error !== "");
  const answered = samples.filter(({ status }) => status !== 0);
  const ends = failures.map(({ at, milliseconds }) => at + milliseconds);
  const errors: Record<string, number> = {};
  for (const { error } of failures) errors[error] = (errors[error] ?? 0) + 1;
  const most = (values: readonly number[]) =>
    values.reduce((highest, value) => Math.max(highest, value), 0);
  return {
    ...names,
    requests: samples.length,
    failed: failures.length,
    errors,
    lostSeconds: failures.length / ratePerSecond,
    slowestSeconds: most(answered.map(({ milliseconds }) => milliseconds)) / 1000,
    recoverSeconds: failures.length === 0 ? 0 : Math.max(0, most(ends) - faultAt) / 1000,
  };
}

const COLUMNS: readonly Column[] = [
  { title: "front door" },
  { title: "scenario" },
  { title: "requests", isNumber: true },
  { title: "failed", isNumber: true },
  { title: "lost s", isNumber: true },
  { title: "slowest s", isNumber: true },
  { title: "recovered s", isNumber: true },
  { title: "experiment" },
];

/** The outcome as a table for a terminal, followed by the errors of requests. */
export function renderOutcome(one: AwsOutcome): string {
  const row = [
    ...[one.frontDoor, one.title, String(one.requests), String(one.failed)],
    ...[one.lostSeconds.toFixed(1), one.slowestSeconds.toFixed(2), one.recoverSeconds.toFixed(1)],
    one.experiment,
  ];
  const errors = Object.entries(one.errors)
    .sort(([, a], [, b]) => b - a)
    .map(([error, count]) => `  ${count} x ${error}`);
  return [...textLines(COLUMNS, [row]), ...errors].join("\n");
}
