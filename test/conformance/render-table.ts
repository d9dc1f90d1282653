import { markdownLines } from "../../commands/shared/table";
import type { Case, Difference } from "./case";
import { LACKING, lacks } from "./compare";

const outcome = ({ answer, after }: Pick<Case, "answer" | "after">): string =>
  after === undefined ? code(answer) : `${code(answer)}, then ${code(after)}`;

const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

const moto = (one: Case): string =>
  lacks("moto", one.action)
    ? "lacks it"
    : one.moto
      ? `${outcome({ answer: one.moto.answer ?? one.answer, ...afterOf(one, one.moto) })}: ${explained(one.moto)}`
      : "the same";

const afterOf = ({ after }: Case, difference: Difference): { after?: string } => {
  const shown = difference.after ?? after;
  return shown === undefined ? {} : { after: shown };
};

const explained = ({ why, source }: Difference): string => `[${why}](${source})`;

const simulator = (one: Case): string =>
  lacks("simulator", one.action)
    ? "lacks it"
    : one.simulator
      ? `${outcome({ answer: one.simulator.answer ?? one.answer, ...afterOf(one, one.simulator) })}: ${explained(one.simulator)}`
      : "the same";

/** How many cases both answer, and how. */
function summary(cases: readonly Case[]) {
  const both = cases.filter(({ action }) => !lacks("moto", action) && !lacks("simulator", action));
  const equal = both.filter((one) => !one.moto && !one.simulator);
  return {
    cases: cases.length,
    actions: new Set(cases.map(({ action }) => action)).size,
    both: both.length,
    equal: equal.length,
    motoWrong: both.filter((one) => one.moto).length,
    simulatorWrong: both.filter((one) => one.simulator).length,
  };
}

const COLUMNS = ["Before, and the call", "AWS", "Simulator", "moto"].map((title) => ({ title }));

/** The end of the page: a summary of the outcomes, and each case. */
export function renderResults(cases: readonly Case[]): string {
  const { cases: all, actions, both, equal, motoWrong, simulatorWrong } = summary(cases);
  const byAction = [...new Set(cases.map(({ action }) => action))].map((action) => {
    const rows = cases
      .filter((one) => one.action === action)
      .map((one) => [one.before, outcome(one), simulator(one), moto(one)]);
    return [`### ${action}`, "", ...markdownLines(COLUMNS, rows)].join("\n");
  });
  return [
    "## Results",
    `${all} cases of ${actions} calls. Both answer ${both} of them, ${equal} with the same answer. In ${motoWrong}, moto differs from AWS's documents; in ${simulatorWrong}, the simulator does.`,
    `moto lacks ${LACKING.moto.map(code).join(", ")}. The simulator lacks ${LACKING.simulator.map(code).join(", ")}.`,
    ...byAction,
    "",
  ].join("\n\n");
}
