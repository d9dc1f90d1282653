import { escapeText } from "../compare/chart";
import type { Table } from "./table";

/**
 * Style of pages with charts. Wide content scrolls in its own box, so that the text around it fits a phone.
 */
const PAGE_STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #222; --rule: #ddd }
@media (prefers-color-scheme: dark) { :root { --paper: #16181d; --ink: #e6e6e6; --rule: #3a3d45 } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 1100px; padding: 0 1rem; color: var(--ink); background: var(--paper) }
h1 { font-size: 1.5rem; line-height: 1.2 }
h2 { font-size: 1.15rem; margin: 2rem 0 0 }
table { border-collapse: collapse; margin: .5rem 0 1rem }
td:not(.number) { min-width: 5.5rem }
th, td { border-bottom: 1px solid var(--rule); padding: .3rem .7rem; text-align: left; vertical-align: top }
.number { text-align: right; font-variant-numeric: tabular-nums }
.wide { overflow-x: auto }
svg { width: 100%; min-width: 54rem; height: auto; display: block }
svg .paper { fill: var(--paper) }
svg .ink { fill: var(--ink) }
`;

/** A box that scrolls sideways, also by the keyboard. */
export const renderWide = (label: string, content: string): string =>
  `<div class="wide" tabindex="0" role="region" aria-label="${escapeText(label)}">\n${content}\n</div>`;

/** A table with its title, in a box that scrolls. */
export function renderPageTable({ title, columns, rows }: Table): string {
  const line = (tag: string, cells: readonly string[]) =>
    `<tr>${cells
      .map((text, index) => {
        const number = columns[index]!.isNumber ? ' class="number"' : "";
        return `<${tag}${number}>${escapeText(text)}</${tag}>`;
      })
      .join("")}</tr>`;
  const head = line(
    "th",
    columns.map(({ title }) => title),
  );
  const body = rows.map((row) => line("td", row)).join("\n");
  const table = `<table><thead>${head}</thead><tbody>\n${body}\n</tbody></table>`;
  return `<h2>${escapeText(title)}</h2>\n${renderWide(title, table)}`;
}

/** A self-contained page with a title: no external script, font or style sheet. */
export const renderPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<h1>${escapeText(title)}</h1>
${body}
</body>
</html>
`;
