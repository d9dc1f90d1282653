import type { ComparedDesign } from "./compare";
import { atLeast, dollars } from "../cost/words";

/** Escapes text for HTML and SVG. */
export const escapeText = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** Colours that people with color blindness can distinguish (Okabe and Ito). */
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
/** Space above the bars, for the title and the legend. */
const HEAD = 76;
/** Space below them, for the axis. */
const FOOT = 52;
/** Of what is drawn. */
const SMALLEST = 0.1;
const MOST_TICKS = 6;

/** Defaults: a page can override them. */
const DARK =
  "@media(prefers-color-scheme:dark){.paper{fill:#16181d}.ink{fill:#e6e6e6}.grid{stroke:#4a4f59}}";

/** The design of each front door with a given egress mode, the cheapest first. */
export const onePerFrontDoor = (
  designs: readonly ComparedDesign[],
  mode: string,
): ComparedDesign[] =>
  designs
    .filter(({ egress }) => egress === mode)
    .filter(({ parts }) => parts.some(({ part }) => part === "backend"))
    .sort((one, other) => Number(one.monthly) - Number(other.monthly));

/**
 * A stacked bar chart as SVG: a bar for each design, with a segment for each part of its cost. Its background
 * has the class `paper` and its text the class `ink`, so that a page can set the colours.
 */
export function renderChart(designs: readonly ComparedDesign[], region: string): string {
  const parts = partsOf(designs);
  const color = (part: string) => COLORS[parts.indexOf(part) % COLORS.length]!;
  const most = Math.max(...designs.map(({ monthly }) => Number(monthly)), 1);
  const modes = [...new Set(designs.map(({ egress }) => egress))];
  const bottom = HEAD + designs.length * ROW;
  const height = bottom + FOOT;
  const title =
    modes.length === 1
      ? `Monthly cost of each front door in ${region}, egress ${modes[0]}`
      : `Monthly cost of each front door and egress in ${region}`;
  const legend = parts.map((part, index) => {
    const x = LABELS + index * 88;
    return `<rect x="${x}" y="44" width="12" height="12" fill="${color(part)}"/><text x="${x + 17}" y="54">${escapeText(part)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeText(title)}, in USD" font-family="system-ui, sans-serif" font-size="13">`,
    `<style>${DARK}</style>`,
    `<rect class="paper" width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    '<g class="ink" fill="#222222">',
    `<text x="${LABELS}" y="26" font-size="16" font-weight="600">${escapeText(title)}</text>`,
    ...legend,
    ...ticksTo(most).map((usd) => renderTick(usd, LABELS + (usd / most) * BARS, bottom)),
    `<text x="${LABELS + BARS / 2}" y="${bottom + 40}" text-anchor="middle">USD a month</text>`,
    ...designs.map((design, index) => {
      const label = modes.length === 1 ? design.frontDoor : `${design.frontDoor}, ${design.egress}`;
      return renderBar(inOrder(design, parts), label, HEAD + index * ROW, most, color);
    }),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** The parts of all designs, the dearest first. */
function partsOf(designs: readonly ComparedDesign[]): string[] {
  const totals = new Map<string, number>();
  for (const { part, total } of designs.flatMap((design) => design.parts)) {
    totals.set(part, (totals.get(part) ?? 0) + Number(total));
  }
  return [...totals].sort(([, one], [, other]) => other - one).map(([part]) => part);
}

/** Round numbers, starting at 0. */
function ticksTo(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(most / MOST_TICKS));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => most / one < MOST_TICKS)!;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}

const renderTick = (usd: number, x: number, bottom: number): string =>
  `<path class="grid" stroke="#dddddd" d="M${x.toFixed(1)} ${HEAD - 8}V${bottom}"/><text x="${x.toFixed(1)}" y="${bottom + 18}" text-anchor="middle">${usd}</text>`;

/** The same parts in the same order in every bar. */
const inOrder = (design: ComparedDesign, order: readonly string[]): ComparedDesign => ({
  ...design,
  parts: [...design.parts].sort(
    (one, other) => order.indexOf(one.part) - order.indexOf(other.part),
  ),
});

function renderBar(
  { monthly, parts, unpriced }: ComparedDesign,
  label: string,
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
  return [
    `<g class="design"><text x="${LABELS - 8}" y="${y + 15}" text-anchor="end">${escapeText(label)}</text>`,
    ...pieces,
    `<text x="${(x + 6).toFixed(1)}" y="${y + 15}">${atLeast(unpriced)}${dollars(monthly)}</text></g>`,
  ].join("");
}
