import type { ComparedDesign } from "./compare";
import { dollars } from "../cost/render-estimate";

/** Text as it may stand in HTML and SVG. */
export const escapeText = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** Colours that people who see colours differently can tell apart (Okabe and Ito). */
const COLORS = [
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#cc79a7",
  "#56b4e9",
  "#d55e00",
  "#f0e442",
  "#999999",
];

const WIDTH = 960;
const LABELS = 240;
const BARS = 640;
const ROW = 28;
const LEGEND = 48;
/** Of what is drawn. */
const SMALLEST = 0.1;

/**
 * A bar for each design, of a piece for each part of its cost, as SVG. Its background has the class
 * `paper` and its text `ink`, for pages with colours of their own.
 */
export function renderChart(designs: readonly ComparedDesign[]): string {
  const parts = [...new Set(designs.flatMap((design) => design.parts.map(({ part }) => part)))];
  const color = (part: string) => COLORS[parts.indexOf(part) % COLORS.length]!;
  const most = Math.max(...designs.map(({ monthly }) => Number(monthly)), 1);
  const height = LEGEND + designs.length * ROW + 8;
  const legend = parts.map((part, index) => {
    const x = LABELS + index * 88;
    return `<rect x="${x}" y="12" width="12" height="12" fill="${color(part)}"/><text x="${x + 17}" y="22">${escapeText(part)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Monthly cost of each design in USD" font-family="system-ui, sans-serif" font-size="13">`,
    `<rect class="paper" width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    '<g class="ink" fill="#222222">',
    ...legend,
    ...designs.map((design, index) =>
      renderBar(inOrder(design, parts), LEGEND + index * ROW, most, color),
    ),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** The same parts in the same order in every bar. */
const inOrder = (design: ComparedDesign, order: readonly string[]): ComparedDesign => ({
  ...design,
  parts: [...design.parts].sort(
    (one, other) => order.indexOf(one.part) - order.indexOf(other.part),
  ),
});

function renderBar(
  { door, egress, monthly, parts }: ComparedDesign,
  y: number,
  most: number,
  color: (part: string) => string,
): string {
  let x = LABELS;
  const pieces = parts.map(({ part, total }) => {
    const width = (Number(total) / most) * BARS;
    if (width < SMALLEST) return "";
    const piece = `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 8}" fill="${color(part)}"><title>${escapeText(`${part}: USD ${dollars(total)}`)}</title></rect>`;
    x += width;
    return piece;
  });
  const label = escapeText(`${door}, ${egress}`);
  return [
    `<g class="design"><text x="${LABELS - 8}" y="${y + 15}" text-anchor="end">${label}</text>`,
    ...pieces,
    `<text x="${(x + 6).toFixed(1)}" y="${y + 15}">${dollars(monthly)}</text></g>`,
  ].join("");
}
