import { escapeText } from "../../compare/chart";
import { renderPage, renderPageTable, renderWide } from "../../shared/page";
import type { Drilled } from "../drill";
import { COLUMNS, memoryLines, rowOf } from "./table";
import { renderTimeline } from "./timeline";

/** The conditions of the rehearsals, so that results can be compared. */
interface Circumstances {
  readonly stack: string;
  readonly ratePerSecond: number;
  readonly speed: number;
  readonly replaceSeconds: number;
  /** Such as 2026-11-21. */
  readonly date: string;
}

/** The conditions, in a sentence. */
const renderCircumstances = (one: Circumstances): string =>
  `Stack ${one.stack}, ${one.date}: ${one.ratePerSecond} requests a second, each on a new connection; ` +
  `AWS's wait times ${one.speed === 1 ? "unchanged" : `divided by ${one.speed}`}; ` +
  `a machine is replaced within ${one.replaceSeconds} s at AWS's pace.` +
  (one.speed === 1
    ? ""
    : ` Seconds are those of this run: at AWS's pace, up to ${one.speed} times as many requests fail.`);

/** A self-contained page of rehearsals with their timelines. */
export function renderDrillPage(drilled: readonly Drilled[], circumstances: Circumstances): string {
  const title = `Rehearsals of the stack ${circumstances.stack}`;
  const outcomes = drilled.map(({ outcome }) => rowOf(outcome));
  const body = `<p>${escapeText(renderCircumstances(circumstances))}</p>
${renderPageTable({ title: "Outcomes", columns: COLUMNS, rows: outcomes })}
${drilled.map(renderOne).join("\n")}`;
  return renderPage(title, body);
}

function renderOne(one: Drilled): string {
  const { outcome, rehearsed } = one;
  const errors = Object.entries(outcome.errors).map(([error, times]) => `${times} ${error}`);
  const rows = rehearsed.events.map(({ at, kind, text }) => [
    ...[((at - rehearsed.startedAt) / 1000).toFixed(1), kind, text],
  ]);
  const columns = [{ title: "s", isNumber: true }, { title: "what" }, { title: "" }];
  return [
    `<h2>${escapeText(`${outcome.frontDoor}: ${outcome.title}`)}</h2>`,
    `<p>${outcome.failed} of ${outcome.requests} requests failed${escapeText(errors.length > 0 ? `: ${errors.join(", ")}` : "")}. ` +
      `Stated: ${escapeText(outcome.objective.sees)}; at most ${outcome.allowedFailures}.</p>`,
    ...memoryLines([outcome]).map((line) => `<p>${escapeText(line)}.</p>`),
    renderWide(`Timeline of ${outcome.title}`, renderTimeline(one)),
    renderPageTable({ title: "What happened", columns, rows }),
  ].join("\n");
}
