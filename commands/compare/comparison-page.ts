import { renderPage, renderPageTable, renderWide } from "../shared/page";
import { escapeText, renderChart } from "./chart";
import type { Comparison } from "./compare";
import { missingTexts } from "../cost/words";
import { loadOf, missingIn, natSentence, tablesOf } from "./render-comparison";

/** A self-contained page with a comparison: no external script, font or style sheet. */
export function renderComparisonPage(comparison: Comparison): string {
  const { region, designs, breakEven, bookDate, staleDays } = comparison;
  const missing = missingTexts(missingIn(comparison));
  const title = `Monthly cost of every front door and egress mode in ${region}`;
  const body = `${missing.map((text) => `<p><strong>${escapeText(text)}</strong></p>\n`).join("")}<p>On-demand list prices in USD; the oldest is of ${bookDate}, ${staleDays} days ago. Load a month: ${escapeText(loadOf(comparison))}.</p>
${renderWide("Chart", renderChart(designs, region))}
${tablesOf(comparison).map(renderPageTable).join("\n")}
${breakEven ? `<p>${escapeText(natSentence(breakEven))}</p>` : ""}`;
  return renderPage(title, body);
}
