import type { Objective, Objectives } from "../../components/front-door/drill-traits";
import { markdownLines } from "../shared/table";
import { SCENARIOS } from "./scenarios";

const COLUMNS = [
  { title: "what happens" },
  { title: "what clients see" },
  { title: "lost, at most" },
];

const boundOf = ({ aws, own }: Objective): string => {
  if (aws + own === 0) return "nothing";
  return [...(aws > 0 ? [`${aws} s of AWS's waits`] : []), ...(own > 0 ? [`${own} s`] : [])].join(
    " and ",
  );
};

/** The objectives of a front door as a Markdown table, as in its documentation. */
export function renderObjectives(objectives: Objectives): string {
  const rows = Object.entries(objectives).map(([scenario, objective]) => [
    SCENARIOS[scenario]!.title,
    objective.sees,
    boundOf(objective),
  ]);
  return markdownLines(COLUMNS, rows).join("\n");
}
