import { renderCost } from "../cost/render-change";
import type { Styles } from "../shared/output-styles";
import { textLines } from "../shared/table";
import { addressLines } from "./address-lines";
import { groupChanges } from "./group-changes";
import { headlineOf } from "./setting-changes";
import type { Review, StackReview } from "./stack-review";
import { SUMMARY_COLUMNS, ageOfPrices, conclusionOf, summaryRow } from "./summary";

/** A review for a terminal: addresses, a table of the stacks, then each of them. */
export function renderText({ base, commit, stacks }: Review, styles: Styles): string {
  const addresses = stacks.flatMap((stack) =>
    addressLines(stack).map(({ isLoud, text }) => {
      const line = `  ${stack.stack}: ${text}`;
      return isLoud ? styles.warning(line) : line;
    }),
  );
  return [
    styles.heading(`Review against ${base} (${commit.slice(0, 7)}): ${conclusionOf(stacks)}`),
    "",
    ...(addresses.length > 0 ? [styles.heading("Addresses"), ...addresses, ""] : []),
    ...textLines(SUMMARY_COLUMNS, stacks.map(summaryRow)),
    ...stacks.flatMap((stack) => renderStack(stack, styles)),
    ...ageOfPrices(stacks).flatMap((line) => ["", styles.faint(line)]),
  ].join("\n");
}

function renderStack(review: StackReview, styles: Styles): string[] {
  const lines = linesOf(review, styles);
  const changed = review.kind === "previewed" ? headlineOf(review.settings) : "";
  const title = `Stack ${review.stack}${changed && `: ${changed}`}`;
  return lines.length > 0 ? ["", styles.heading(title), ...lines] : [];
}

function linesOf(review: StackReview, styles: Styles): string[] {
  switch (review.kind) {
    case "unchanged":
      return [];
    case "removed":
      return [
        `  Pulumi.${review.stack}.yaml is removed: the deployed resources stay, and cost, until \`pulumi destroy\``,
      ];
    case "failed":
      return indented(review.problem).map(styles.warning);
    case "previewed": {
      const { violations, errors, notices, changes, outputs, cost } = review;
      return [
        ...errors.flatMap(indented).map(styles.warning),
        ...violations.map(({ level, policy, message }) => `  ${level}: ${policy}: ${message}`),
        ...notices.flatMap(indented),
        ...groupChanges(changes).map(
          ({ kind, type, names, properties }) =>
            `  ${kind} ${type} ${names.join(", ")}${properties.length > 0 ? `: ${properties.join(", ")}` : ""}`,
        ),
        ...outputs.map(
          ({ name, before, after }) => `  output ${name}: ${before ?? "none"} → ${after ?? "none"}`,
        ),
        ...(cost ? [renderCost(cost, styles)] : []),
      ];
    }
  }
}

const indented = (text: string): string[] => text.split("\n").map((line) => `  ${line}`);
