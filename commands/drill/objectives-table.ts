import { markdownLines } from "../shared/table";
import { OBJECTIVES, type Objective } from "./objectives";
import type { Door } from "./scenario";
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

/** The objectives of a front door as its documentation states them, in Markdown. */
export function renderObjectives(door: Door): string {
  const rows = Object.entries(OBJECTIVES[door]).map(([scenario, objective]) => [
    SCENARIOS[scenario]!.title,
    objective.sees,
    boundOf(objective),
  ]);
  return markdownLines(COLUMNS, rows).join("\n");
}
