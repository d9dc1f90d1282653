import { escapeText } from "../../compare/chart";
import type { Drilled } from "../drill";
import type { DrillEvent } from "../lab/settings";

const WIDTH = 960;
const [LEFT, RIGHT] = [56, 16];
const PLOT = { top: 92, height: 160 };
const HEIGHT = PLOT.top + PLOT.height + 44;
/** Rows of labels above the plot. */
const LABEL_ROWS = 3;

/** Fills that people with color blindness can distinguish (Okabe and Ito). */
const FILL = { blue: "#0072b2", green: "#009e73", other: "#56b4e9", failed: "#d55e00" } as const;
type SliceKind = keyof typeof FILL;

/** One slice of time: requests by result. */
type Slice = Record<SliceKind, number>;

/** Seconds of the rehearsal in which a slice has requests: the first and the last slice are shorter. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Seconds per slice, so that there are at most a few hundred. */
const sliceOf = (seconds: number): number => Math.max(1, Math.ceil(seconds / 240));

/** Counts the requests of each slice of time by the colour that answered. */
export function slices({ rehearsed: { samples, startedAt } }: Drilled): {
  readonly seconds: number;
  readonly counts: readonly Slice[];
  readonly spans: readonly Span[];
} {
  const end = samples.reduce((last, { at }) => Math.max(last, at), startedAt);
  const first = samples.reduce((least, { at }) => Math.min(least, at), end);
  const seconds = sliceOf((end - startedAt) / 1000);
  const counts: Slice[] = Array.from(
    { length: Math.floor((end - startedAt) / 1000 / seconds) + 1 },
    () => ({ blue: 0, green: 0, other: 0, failed: 0 }),
  );
  for (const { at, status, color } of samples) {
    const slice = counts[Math.max(0, Math.floor((at - startedAt) / 1000 / seconds))]!;
    const kind =
      status !== 200 ? "failed" : color === "blue" || color === "green" ? color : "other";
    slice[kind]++;
  }
  const since = (at: number): number => Math.max(0, (at - startedAt) / 1000);
  const interval = (end - first) / 1000 / Math.max(1, samples.length - 1);
  const spans = counts.map((_, index) => ({
    from: Math.max(index * seconds, since(first)),
    to: Math.min((index + 1) * seconds, since(end) + interval),
  }));
  return { seconds, counts, spans };
}

/** A timeline of a rehearsal's requests and events, as SVG. */
export function renderTimeline(drilled: Drilled): string {
  const { seconds, counts, spans } = slices(drilled);
  const { frontDoor, title } = drilled.outcome;
  const lengths = spans.map(({ from, to }) => to - from);
  const rates = counts.map((slice, index) => total(slice) / Math.max(lengths[index]!, 1e-3));
  // The rate of a barely begun slice would be meaningless.
  const most = Math.max(1, ...rates.filter((_, index) => lengths[index]! >= seconds / 2));
  const scale = (WIDTH - LEFT - RIGHT) / (counts.length * seconds);
  const x = (second: number): number => LEFT + second * scale;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeText(`${frontDoor}: ${title}`)}" font-family="system-ui, sans-serif" font-size="13">`,
    `<rect class="paper" width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    '<g class="ink" fill="#222222">',
    ...counts.map((slice, index) => {
      const length = lengths[index]!;
      return renderSlice(
        slice,
        x(spans[index]!.from),
        scale * length,
        Math.max(most * length, total(slice)),
      );
    }),
    renderAxes(counts.length * seconds, most, x),
    ...renderEvents(drilled, x),
    renderLegend(counts),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

const total = (slice: Slice): number => Object.values(slice).reduce((sum, one) => sum + one, 0);

function renderSlice(slice: Slice, x: number, width: number, most: number): string {
  let y = PLOT.top + PLOT.height;
  // Failures are on top, where they are visible.
  const parts = (["blue", "green", "other", "failed"] as const).map((kind) => {
    const height = (slice[kind] / most) * PLOT.height;
    if (height === 0) return "";
    y -= height;
    return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(0.5, width - 0.5).toFixed(1)}" height="${height.toFixed(1)}" fill="${FILL[kind]}"/>`;
  });
  return `<g class="slice">${parts.join("")}</g>`;
}

function renderAxes(seconds: number, most: number, x: (second: number) => number): string {
  const bottom = PLOT.top + PLOT.height;
  const step = [5, 10, 30, 60, 120, 300, 600].find((one) => seconds / one <= 12) ?? 3_600;
  const ticks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
  return [
    `<line x1="${LEFT}" y1="${bottom}" x2="${WIDTH - RIGHT}" y2="${bottom}" stroke="#888888"/>`,
    ...ticks.map(
      (tick) =>
        `<text x="${x(tick).toFixed(1)}" y="${bottom + 18}" text-anchor="middle">${tick} s</text>`,
    ),
    `<text x="${LEFT - 8}" y="${PLOT.top + 10}" text-anchor="end">${Math.round(most)}/s</text>`,
    `<text x="${LEFT - 8}" y="${bottom}" text-anchor="end">0</text>`,
  ].join("");
}

const STROKE: Readonly<Record<DrillEvent["kind"], string>> = {
  fault: "#d55e00",
  restore: "#009e73",
  detect: "#cc79a7",
  act: "#e69f00",
};

/** A line for each event. Faults and restorations have a label, in a row that is free at that time. */
function renderEvents(
  { rehearsed: { events, startedAt } }: Drilled,
  x: (second: number) => number,
): string[] {
  let labels = 0;
  return events.map(({ at, kind, text }) => {
    const place = x((at - startedAt) / 1000);
    const isLabelled = kind === "fault" || kind === "restore";
    const top = isLabelled ? 22 + (labels++ % LABEL_ROWS) * 18 : PLOT.top + PLOT.height + 24;
    const [from, to] = isLabelled
      ? [top + 4, PLOT.top + PLOT.height]
      : [PLOT.top + PLOT.height - 10, PLOT.top + PLOT.height];
    const onLeft = place > WIDTH * 0.6;
    const label = isLabelled
      ? `<text x="${(place + (onLeft ? -5 : 5)).toFixed(1)}" y="${top}" text-anchor="${onLeft ? "end" : "start"}">${escapeText(text)}</text>`
      : "";
    return `<g class="${kind}"><line x1="${place.toFixed(1)}" y1="${from}" x2="${place.toFixed(1)}" y2="${to}" stroke="${STROKE[kind]}" stroke-width="${isLabelled ? 2 : 1.5}"><title>${escapeText(text)}</title></line>${label}</g>`;
  });
}

function renderLegend(counts: readonly Slice[]): string {
  const names = { blue: "blue", green: "green", other: "answered", failed: "failed" } as const;
  const used = (Object.keys(names) as SliceKind[]).filter((kind) =>
    counts.some((one) => one[kind] > 0),
  );
  return used
    .map((kind, index) => {
      const [left, top] = [LEFT + index * 96, HEIGHT - 18];
      return `<rect x="${left}" y="${top}" width="12" height="12" fill="${FILL[kind]}"/><text x="${left + 17}" y="${top + 11}">${names[kind]}</text>`;
    })
    .join("");
}
