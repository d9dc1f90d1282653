import type { Check, ChecksReport } from "../../components/config/checks";
import { isNotFound } from "../../components/settings/ask";
import type { Problem } from "../../components/settings/problem";
import { isWithin } from "../../components/settings/validate-shape";

/** A prerequisite of an update, as a row of the table. */
export interface Row {
  readonly what: string;
  /** `warning`: could not be checked, or needs attention. */
  readonly status: "ok" | "warning" | "problem";
  readonly found: string;
  /** The remedy; empty if none is needed. */
  readonly remedy: string;
}

/** The program's report as rows: AWS's answers, then the problems of the configuration. */
export function rowsOf({ checks, problems, notices }: ChecksReport): Row[] {
  const answered = checks.filter((check) => !problems.some((problem) => covers(problem, check)));
  return [
    ...answered.map(toRow),
    ...problems.map(problemRow),
    ...notices.map((found): Row => ({ what: "notice", status: "warning", found, remedy: "" })),
  ];
}

/** Whether a problem is about the same thing as a check, and says it better. */
function covers({ path, code, data }: Problem, check: Check): boolean {
  if (code === "quota-exceeded") return check.what === `quota of ${String(data["what"])}`;
  return check.error !== undefined && isWithin(check.path, path);
}

function toRow({ what, found, error = "" }: Check): Row {
  if (found !== undefined) return { what, status: "ok", found, remedy: "" };
  const status = isNotFound(error) ? "problem" : "warning";
  return { what, status, found: error, remedy: status === "warning" ? ALLOW : "" };
}

const ALLOW = "allow the call: docs/iam/preview.json lists all calls of a preview";

const problemRow = ({ path, given, problem, remedy }: Problem): Row => ({
  what: /^\w+:/.test(path) ? path : `holdfast:${path}`,
  status: "problem",
  found: `${given === undefined ? "" : `${JSON.stringify(given)} `}${problem}`,
  remedy,
});
