import { addressText, vpcTitle } from "./measures";
import type { Box, Picture, DrawnVpc } from "./picture";

/** A picture as a Mermaid flowchart, which GitHub and others draw in Markdown. */
export function renderMermaid(picture: Picture): string {
  const { boxes, vpcs, flows, peerings } = picture;
  const boxIds = new Map(boxes.map(({ id }, index) => [id, `n${index + 1}`]));
  const vpcIds = new Map(vpcs.map(({ id }, index) => [id, `vpc${index + 1}`]));
  const node = (box: Box): string => `${boxIds.get(box.id)}["${labelOf(box)}"]:::${box.kind}`;
  const outside = (kind: string) =>
    boxes.filter(({ position }) => position.kind === kind).map(node);
  return [
    "flowchart TB",
    ...indent(outside("above")),
    ...vpcs.flatMap((vpc) => indent(subgraphOf(vpc, vpcIds.get(vpc.id)!, boxes, node))),
    ...indent(outside("below")),
    ...indent(
      flows.map(({ from, to, idle, share }) => {
        const arrow = idle ? "-.->" : "-->";
        const label = share === undefined ? "" : `|"${share} %"|`;
        return `${boxIds.get(from)} ${arrow}${label} ${boxIds.get(to)}`;
      }),
    ),
    ...indent(
      peerings.map(({ from, to }) => `${vpcIds.get(from)} === |peering| ${vpcIds.get(to)}`),
    ),
    ...indent([
      ...vpcs.flatMap((vpc) => colorsOf(vpc, vpcIds.get(vpc.id)!)),
      "classDef vpc,zone fill:#f5f7fa,stroke:#7b8794,color:#1f2933",
      "classDef public fill:#e6f2e6,stroke:#8fbf8f,color:#1f2933",
      "classDef private fill:#e6eef8,stroke:#94b3d9,color:#1f2933",
      "classDef client,name fill:#fdf6e3,stroke:#b58900,color:#1f2933",
      "classDef balancer,machine fill:#ffffff,stroke:#3e4c59,color:#1f2933",
      "classDef gateway fill:#f5f7fa,stroke:#7b8794,color:#1f2933",
    ]),
    "",
  ].join("\n");
}

/** Colours of a VPC and its contents. Mermaid sets them separately from the boxes. */
const colorsOf = ({ zones }: DrawnVpc, id: string): string[] => [
  `class ${id} vpc`,
  ...zones.flatMap(({ subnets }, index) => [
    `class ${id}z${index + 1} zone`,
    ...subnets.map(
      ({ isPublic }, number) =>
        `class ${id}z${index + 1}s${number + 1} ${isPublic ? "public" : "private"}`,
    ),
  ]),
];

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const escapeLabel = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "#quot;");

const labelOf = ({ title, details, addresses }: Box): string =>
  [
    `<b>${escapeLabel(title)}</b>`,
    ...details.map(escapeLabel),
    ...addresses.map((address) => `<b>${escapeLabel(addressText(address))}</b>`),
  ].join("<br/>");

function subgraphOf(
  vpc: DrawnVpc,
  id: string,
  boxes: readonly Box[],
  node: (box: Box) => string,
): string[] {
  const own = new Set(vpc.zones.flatMap(({ subnets }) => subnets.map((subnet) => subnet.id)));
  const inside = (ids: ReadonlySet<string>): Box[] =>
    boxes.filter(
      ({ position }) => position.kind === "subnets" && ids.has(position.subnets[0] ?? ""),
    );
  const isAcross = ({ position }: Box): boolean =>
    position.kind === "subnets" ? position.subnets.length > 1 : true;
  const across = [
    ...boxes.filter(({ position }) => position.kind === "vpc" && position.vpc === vpc.id),
    ...inside(own).filter(isAcross),
  ];
  return [
    `subgraph ${id}["${escapeLabel([vpcTitle(vpc), vpc.cidr].join(" ").trim())}"]`,
    ...indent(across.map(node)),
    ...vpc.zones.flatMap((zone, index) => [
      `  subgraph ${id}z${index + 1}["${escapeLabel(zone.name)}"]`,
      ...zone.subnets.flatMap((subnet, number) => [
        `    subgraph ${id}z${index + 1}s${number + 1}["${subnet.isPublic ? "public" : "private"} subnet ${subnet.cidr}"]`,
        ...inside(new Set([subnet.id]))
          .filter((box) => !isAcross(box))
          .map((box) => `      ${node(box)}`),
        "    end",
      ]),
      "  end",
    ]),
    "end",
  ];
}
