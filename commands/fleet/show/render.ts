import Big from "big.js";
import type { Styles } from "../../shared/output-styles";
import { type Unpriced, addUp } from "../../../cost/unpriced";
import { atLeast, dollars, missingTexts } from "../../cost/words";
import { textLines } from "../../shared/table";
import type { FleetCommand } from "../run/operation";
import type { StackOutcome, StackResult } from "../run/result";
import type { FleetRun } from "../run/run-fleet";

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/^(create|import)$/, "+"],
  [/^update$/, "~"],
  [/replace/, "±"],
  [/^delete$/, "-"],
];

/** The number of resources by operation, in short: `+55 ~2`. */
export function renderChanges({ changes }: Pick<StackResult, "changes">): string {
  const counts = SIGNS.map(([ops, sign]) => {
    const found = Object.entries(changes).filter(([op]) => ops.test(op));
    return [sign, found.reduce((sum, [, count]) => sum + count, 0)] as const;
  });
  const shown = counts.filter(([, count]) => count > 0);
  return shown.length === 0 ? "no changes" : shown.map(([sign, count]) => sign + count).join(" ");
}

export const STATES: Readonly<Record<StackOutcome["state"], string>> = {
  done: "done",
  doneBefore: "done before",
  failed: "FAILED",
  notStarted: "not started",
};

/** The sum of all stacks. Amounts are exact decimals in USD a month. */
export interface FleetSummary {
  readonly counts: Readonly<Record<StackOutcome["state"], number>>;
  readonly monthlyUsd: string;
  /** Missing prices of all stacks, which are not in the sum. */
  readonly unpriced: readonly Unpriced[];
  /** Stacks whose cost is not known, and not in the sum. */
  readonly unknown: readonly string[];
  /** The allow-list for partners: the addresses of all stacks, each once, sorted. */
  readonly allowList: readonly string[];
}

export function summarize({ outcomes }: FleetRun): FleetSummary {
  const counts = { done: 0, doneBefore: 0, failed: 0, notStarted: 0 };
  for (const { state } of outcomes) counts[state]++;
  const known = outcomes.flatMap(({ result }) => result?.monthlyUsd ?? []);
  const sum = known.reduce((total, one) => total.plus(one), Big(0));
  return {
    counts,
    monthlyUsd: sum.toString(),
    unpriced: addUp(outcomes.flatMap(({ result }) => result?.unpriced ?? [])),
    unknown: outcomes
      .filter(({ result }) => result?.monthlyUsd === undefined)
      .map(({ stack }) => stack),
    allowList: [...new Set(outcomes.flatMap(({ result }) => result?.allowList ?? []))].sort(
      (one, other) => one.localeCompare(other, "en", { numeric: true }),
    ),
  };
}

const COLUMNS = [
  { title: "stack" },
  { title: "wave", isNumber: true },
  { title: "state" },
  { title: "changes" },
  { title: "s", isNumber: true },
  { title: "USD a month", isNumber: true },
];

/** The summary of a run: all stacks, their cost, addresses, failures and notices. */
export function renderRun(
  command: FleetCommand,
  run: FleetRun,
  { heading, warning }: Styles,
): string {
  const summary = summarize(run);
  const rows = run.outcomes.map(({ stack, wave, state, result }) => [
    stack,
    String(wave),
    STATES[state],
    result ? renderChanges(result) : "",
    result ? result.seconds.toFixed(0) : "",
    result?.monthlyUsd === undefined ? "" : least(result) + dollars(result.monthlyUsd),
  ]);
  const [titles, ...lines] = textLines(COLUMNS, rows);
  const { counts, monthlyUsd, unpriced, unknown, allowList } = summary;
  const told = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${STATES[state as StackOutcome["state"]].toLowerCase()}`);
  const without = unknown.length > 0 ? `, without ${unknown.length} stacks of unknown cost` : "";
  return [
    heading(titles!),
    ...lines,
    "",
    `${command} of ${plural(run.outcomes.length, "stack")}: ${told.join(", ")}`,
    ...missingTexts(unpriced).map(warning),
    `USD ${atLeast([...unpriced, ...unknown])}${dollars(monthlyUsd)} a month in total${without}`,
    ...renderAllowList(run, allowList, heading),
    ...renderNotices(run, heading),
    ...renderFailures(run, warning),
  ].join("\n");
}

function renderAllowList(
  { outcomes }: FleetRun,
  all: readonly string[],
  heading: Styles["heading"],
) {
  if (all.length === 0) return [];
  const lines = outcomes
    .filter(({ result }) => result && result.allowList.length > 0)
    .map(({ stack, result }) => `  ${stack}: ${result!.allowList.join(", ")}`);
  return ["", heading(`Allow-list of the fleet, ${all.length} addresses`), ...lines];
}

function renderNotices({ outcomes }: FleetRun, heading: Styles["heading"]): string[] {
  const stacks = new Map<string, string[]>();
  for (const { stack, result } of outcomes) {
    for (const notice of result?.notices ?? []) {
      stacks.set(notice, [...(stacks.get(notice) ?? []), stack]);
    }
  }
  const lines = [...stacks].map(([notice, all]) => `  ${all.join(", ")}: ${notice}`);
  return lines.length === 0 ? [] : ["", heading("Notices"), ...lines];
}

function renderFailures({ outcomes, ended }: FleetRun, warning: Styles["warning"]): string[] {
  const failed = outcomes.filter(({ state }) => state === "failed");
  const why = {
    errors: "More stacks failed than the error budget allows: no more were started.",
    stopped: "The run was stopped.",
  };
  return [
    ...failed.flatMap(({ stack, error }) => ["", warning(`${stack} failed:`), indent(error!)]),
    ...(ended
      ? ["", warning(`${why[ended]} Run the same command with --resume to continue.`)]
      : []),
  ];
}

/** Before a cost that leaves something out. */
export const least = ({ unpriced = [] }: Pick<StackResult, "unpriced">): string =>
  atLeast(unpriced);

/** A count of things, by their name in the singular. */
export const plural = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? "" : "s"}`;

const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, "  ");
