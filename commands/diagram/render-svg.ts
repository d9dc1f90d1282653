import { escapeText } from "../compare/chart";
import { type PictureLayout, type Line, layOutPicture } from "./layout";
import {
  CHIP,
  CHIP_GAP,
  GAP,
  LINE,
  type Point,
  type Rect,
  TEXT_SIZE,
  TITLE_SIZE,
  addressText,
  chipWidth,
  subnetLabel,
  vpcLabel,
} from "./measures";
import type { Picture } from "./picture";

const LEGEND = 40;
const LEAST_WIDTH = 680;

/** Colours for light and dark pages. Words, dashes and positions show the same information. */
const STYLE = `
text{font:${TEXT_SIZE}px system-ui,sans-serif;fill:#1f2933}
.title,.heading,.vpc-name{font-weight:600}.title{font-size:${TITLE_SIZE}px}.heading{font-size:18px}
.faint{fill:#52606d}
.paper{fill:#fff}
.vpc{fill:#f5f7fa;stroke:#7b8794}
.zone{fill:none;stroke:#9aa5b1;stroke-dasharray:6 4}
.public{fill:#e6f2e6;stroke:#8fbf8f}.private{fill:#e6eef8;stroke:#94b3d9}
.box{fill:#fff;stroke:#3e4c59}
.client,.name{fill:#fdf6e3;stroke:#b58900}
.gateway{fill:#f5f7fa;stroke:#7b8794}
.chip{fill:#b44d12}.chip-text{fill:#fff}
.line{fill:none;stroke:#0b6bcb;stroke-width:2}
.idle{stroke:#7b8794;stroke-dasharray:5 4}
.head{fill:#0b6bcb}.idle-head{fill:#7b8794}
.on-paper,.on-vpc,.on-public,.on-private{paint-order:stroke;stroke-width:5px}
.on-paper{stroke:#fff}.on-vpc{stroke:#f5f7fa}.on-public{stroke:#e6f2e6}.on-private{stroke:#e6eef8}
@media(prefers-color-scheme:dark){
text{fill:#e4e7eb}.faint{fill:#cbd2d9}
.paper{fill:#12161c}
.vpc{fill:#1b222b;stroke:#616e7c}
.zone{stroke:#616e7c}
.public{fill:#1c3325;stroke:#3f7a52}.private{fill:#1b2c43;stroke:#41669a}
.box{fill:#2b3440;stroke:#9aa5b1}
.client,.name{fill:#3b3214;stroke:#c9a227}
.gateway{fill:#1b222b;stroke:#7b8794}
.chip{fill:#f0a36b}.chip-text{fill:#12161c}
.line{stroke:#6cb4ff}.head{fill:#6cb4ff}
.idle{stroke:#9aa5b1}.idle-head{fill:#9aa5b1}
.on-paper{stroke:#12161c}.on-vpc{stroke:#1b222b}.on-public{stroke:#1c3325}.on-private{stroke:#1b2c43}
}`;

/** A picture as SVG, for light and dark pages. */
export async function renderSvg(picture: Picture): Promise<string> {
  const layout = await layOutPicture(picture);
  const width = Math.max(layout.width, LEAST_WIDTH);
  const height = layout.height + LEGEND;
  const idleFirst = [...layout.lines].sort(
    (one, other) => Number(other.flow.idle) - Number(one.flow.idle),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(picture.title)}">`,
    `<style>${STYLE}</style>`,
    `<defs>${arrow("head", "head")}${arrow("idle-head", "idle-head")}</defs>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    text(24, 40, picture.title, "heading"),
    ...layout.vpcs.map(({ rect: area }) => rect(area, "vpc", 8)),
    ...layout.zones.map(({ rect: area }) => rect(area, "zone")),
    ...layout.subnets.map(({ subnet, rect: area }) =>
      rect(area, subnet.isPublic ? "public" : "private"),
    ),
    ...idleFirst.map(renderLine),
    ...layout.vpcs.map(({ vpc, rect: area }) =>
      label(area, vpcLabel(vpc, picture), "vpc-name on-vpc"),
    ),
    ...layout.zones.map(({ zone, rect: area }) => label(area, [zone.name], "faint on-vpc")),
    ...layout.subnets.map(({ subnet, rect: area }) =>
      label(area, subnetLabel(subnet), `faint on-${subnet.isPublic ? "public" : "private"}`),
    ),
    ...layout.boxes.map(renderBox),
    ...layout.lines.map(renderShare),
    renderLegend(layout.height + 8),
    "</svg>",
    "",
  ].join("\n");
}

const arrow = (id: string, name: string): string =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="${name}" d="M0 0L8 4L0 8z"/></marker>`;

/** Rounds off floating-point noise. */
const number = (value: number): number => Math.round(value * 10) / 10;

const text = (x: number, y: number, content: string, name = "", anchor = "start"): string =>
  `<text x="${number(x)}" y="${number(y)}"${name && ` class="${name}"`}${anchor === "start" ? "" : ` text-anchor="${anchor}"`}>${escapeText(content)}</text>`;

const rect = ({ x, y, width, height }: Rect, name: string, radius = 4): string =>
  `<rect class="${name}" x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="${radius}"/>`;

/** The label of a container, in its corner. */
const label = ({ x, y }: Rect, lines: readonly string[], name: string): string =>
  lines.map((line, index) => text(x + GAP, y + 20 + LINE * index, line, name)).join("");

function renderBox({ box, rect: own }: PictureLayout["boxes"][number]): string {
  const { title, details, addresses } = box;
  const middle = own.x + own.width / 2;
  const top = own.y + 8;
  return [
    `<g class="node">${rect(own, `box ${box.kind}`)}`,
    text(middle, top + 13, title, "title", "middle"),
    ...details.map((line, index) =>
      text(middle, top + 13 + LINE * (index + 1), line, "faint", "middle"),
    ),
    ...addresses.map((address, index) => {
      const y = top + LINE * (1 + details.length) + CHIP_GAP + index * (CHIP + CHIP_GAP);
      const width = chipWidth(address);
      const chip = rect({ x: middle - width / 2, y, width, height: CHIP }, "chip", CHIP / 2);
      return `<g class="address">${chip}${text(middle, y + 14, addressText(address), "chip-text", "middle")}</g>`;
    }),
    "</g>",
  ].join("\n");
}

const pathOf = (points: readonly Point[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${number(x)} ${number(y)}`).join("");

const renderLine = ({ flow, points }: Line): string => {
  const end = flow.idle ? "idle-head" : "head";
  return `<path class="line${flow.idle ? " idle" : ""}" d="${pathOf(points)}" marker-end="url(#${end})"/>`;
};

/** Beside the arrow. */
function renderShare({ flow, points }: Line): string {
  if (flow.share === undefined) return "";
  const { x, y } = points.at(-1)!;
  return text(x + 8, y - 8, `${flow.share} %`, "on-paper");
}

const renderLegend = (y: number): string =>
  [
    `<path class="line" d="M24 ${y}H64" marker-end="url(#head)"/>`,
    text(72, y + 4, "traffic now"),
    `<path class="line idle" d="M168 ${y}H208" marker-end="url(#idle-head)"/>`,
    text(216, y + 4, "ready, no traffic"),
    rect({ x: 352, y: y - 10, width: 40, height: CHIP }, "chip", CHIP / 2),
    text(400, y + 4, "an address that never changes"),
  ].join("\n");
