import { escapeText } from "../compare/chart";
import { type Layout, layOut } from "./layout";
import type { PlacedBox, PlacedVpc } from "./layout-vpc";
import {
  CHIP,
  CHIP_GAP,
  LINE,
  type Rect,
  TEXT_SIZE,
  TITLE_SIZE,
  addressText,
  chipWidth,
  textWidth,
} from "./measures";
import type { Picture } from "./picture";
import { type Line, routeLines } from "./route-lines";

const HEADING = 64;
const LEGEND = 48;

/** Colours for light and dark pages; what they tell is also told by words, dashes and places. */
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
.peering{fill:none;stroke:#9aa5b1;stroke-width:6}
.halo{paint-order:stroke;stroke:#fff;stroke-width:4px}
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
.peering{stroke:#616e7c}
.halo{stroke:#12161c}
}`;

/** A picture as SVG, for light and dark pages. */
export function renderSvg(picture: Picture): string {
  const layout = layOut(picture, HEADING);
  const { width } = layout;
  const height = layout.height + LEGEND;
  const lines = routeLines(picture.flows, {
    width,
    height: layout.height,
    boxes: new Map(layout.boxes.map(({ box, rect }) => [box.id, rect])),
    texts: textsOf(layout),
  });
  const idleFirst = [...lines].sort(
    (one, other) => Number(other.flow.idle) - Number(one.flow.idle),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(picture.title)}">`,
    `<style>${STYLE}</style>`,
    `<defs>${arrow("head", "head")}${arrow("idle-head", "idle-head")}</defs>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    text(48, 40, picture.title, "heading"),
    ...layout.vpcs.map(renderVpc),
    ...layout.peerings.map(
      ({ x, top, bottom }) =>
        `<path class="peering" d="M${x} ${top}V${bottom}"/>${text(x + 10, (top + bottom) / 2 + 4, "peering", "faint")}`,
    ),
    ...idleFirst.map(renderLine),
    ...layout.boxes.map(renderBox),
    ...lines.map(renderShare),
    renderLegend(layout.height + 16),
    "</svg>",
    "",
  ].join("\n");
}

const arrow = (id: string, name: string): string =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="${name}" d="M0 0L8 4L0 8z"/></marker>`;

const text = (x: number, y: number, content: string, name = "", anchor = "start"): string =>
  `<text x="${x}" y="${y}"${name && ` class="${name}"`}${anchor === "start" ? "" : ` text-anchor="${anchor}"`}>${escapeText(content)}</text>`;

const rect = ({ x, y, width, height }: Rect, name: string, radius = 4): string =>
  `<rect class="${name}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;

const vpcTitle = ({ vpc }: PlacedVpc): string => `VPC ${vpc.name} ${vpc.cidr}`;

function renderVpc(placed: PlacedVpc): string {
  const { rect: own, zones, subnets } = placed;
  return [
    `<g>${rect(own, "vpc", 8)}`,
    text(own.x + 16, own.y + 21, vpcTitle(placed), "vpc-name"),
    ...zones.flatMap(({ zone, rect: area }) => [
      rect(area, "zone"),
      text(area.x + 16, area.y + 21, zone.name, "faint"),
    ]),
    ...subnets.flatMap(({ subnet, rect: area }) => [
      rect(area, subnet.isPublic ? "public" : "private"),
      text(area.x + 12, area.y + 18, subnet.isPublic ? "public subnet" : "private subnet", "faint"),
      text(area.x + 12, area.y + 34, subnet.cidr, "faint"),
    ]),
    "</g>",
  ].join("\n");
}

/** Where labels are that lines must go around. */
function textsOf({ vpcs, peerings }: Layout): Rect[] {
  const line = (x: number, y: number, content: string, isBold = false): Rect => ({
    x,
    y,
    width: textWidth(content, TEXT_SIZE, isBold),
    height: LINE,
  });
  return [
    ...vpcs.flatMap((placed) => [
      line(placed.rect.x + 16, placed.rect.y + 8, vpcTitle(placed), true),
      ...placed.zones.map(({ zone, rect: area }) => line(area.x + 16, area.y + 8, zone.name)),
      ...placed.subnets.flatMap(({ subnet, rect: area }) => [
        line(area.x + 12, area.y + 6, "private subnet"),
        line(area.x + 12, area.y + 22, subnet.cidr),
      ]),
    ]),
    ...peerings.map(({ x, top, bottom }) => ({
      x: x - 4,
      y: top,
      width: textWidth("peering", TEXT_SIZE) + 16,
      height: bottom - top,
    })),
  ];
}

function renderBox({ box, rect: own, perRow }: PlacedBox): string {
  const { title, details, addresses } = box;
  const middle = own.x + own.width / 2;
  const rows = Math.ceil(addresses.length / perRow);
  const content = LINE * (1 + details.length) + rows * (CHIP + CHIP_GAP);
  const top = own.y + (own.height - content) / 2;
  return [
    `<g class="node">${rect(own, `box ${box.kind}`)}`,
    text(middle, top + 13, title, "title", "middle"),
    ...details.map((line, index) =>
      text(middle, top + 13 + LINE * (index + 1), line, "faint", "middle"),
    ),
    ...addresses.map((address, index) => {
      const [column, row] = [index % perRow, Math.floor(index / perRow)];
      const center = own.x + (own.width / perRow) * (column + 0.5);
      const y = top + LINE * (1 + details.length) + CHIP_GAP + row * (CHIP + CHIP_GAP);
      const width = chipWidth(address);
      const chip = rect({ x: center - width / 2, y, width, height: CHIP }, "chip", CHIP / 2);
      return `<g class="address">${chip}${text(center, y + 14, addressText(address), "chip-text", "middle")}</g>`;
    }),
    "</g>",
  ].join("\n");
}

const renderLine = ({ flow, points }: Line): string => {
  const path = points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
  const end = flow.idle ? "idle-head" : "head";
  return `<path class="line${flow.idle ? " idle" : ""}" d="${path}" marker-end="url(#${end})"/>`;
};

/** Beside the arrow, on the side that the line comes from. */
function renderShare({ flow, points }: Line): string {
  if (flow.share === undefined) return "";
  const [before, end] = points.slice(-2);
  const comesFromLeft = before!.x < end!.x;
  const x = end!.x + (comesFromLeft ? -12 : 12);
  return text(x, end!.y - 8, `${flow.share} %`, "halo", comesFromLeft ? "end" : "start");
}

const renderLegend = (y: number): string =>
  [
    `<path class="line" d="M48 ${y}H88" marker-end="url(#head)"/>`,
    text(96, y + 4, "traffic now"),
    `<path class="line idle" d="M192 ${y}H232" marker-end="url(#idle-head)"/>`,
    text(240, y + 4, "ready, no traffic"),
    rect({ x: 376, y: y - 10, width: 40, height: CHIP }, "chip", CHIP / 2),
    text(424, y + 4, "an address that never changes"),
  ].join("\n");
