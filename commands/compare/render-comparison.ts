import type { BreakEven } from "./break-even";
import type { Comparison } from "./compare";
import { type Unpriced, addUp } from "../../cost/unpriced";
import { missingLines } from "../cost/render-estimate";
import { ageText, atLeast, dollars } from "../cost/words";
import { type Styles, plain } from "../shared/output-styles";
import { type Column, type Table, fittedLines } from "../shared/table";
import { WIDTH, wrap } from "../shared/wrap";

const number = (title: string): Column => ({ title, isNumber: true });
const text = (title: string): Column => ({ title });

/** With several egress modes, they have a column. */
function designTable({ region, egress: mode, designs }: Comparison): Table {
  const modes = new Set(designs.map(({ egress }) => egress));
  const isOne = modes.size === 1;
  return {
    title: `Front doors in ${region}${isOne ? `, egress ${mode}` : " with every egress mode"}, for the same load`,
    columns: [
      ...[text("front door"), ...(isOne ? [] : [text("egress")])],
      ...[number("resources"), number("USD a month"), number("Elastic IPs")],
    ],
    rows: designs.map(({ frontDoor, egress, resources, monthly, unpriced, elasticIps }) => [
      ...[frontDoor, ...(isOne ? [] : [egress])],
      ...[String(resources), atLeast(unpriced) + dollars(monthly), String(elasticIps)],
    ]),
  };
}

/** Removes duplicate rows. */
const once = (rows: readonly string[][]): string[][] => [
  ...new Map(rows.map((row) => [row.join("|"), row])).values(),
];

const doorTable = ({ designs }: Comparison): Table => ({
  title: "Front doors",
  columns: [
    "front door",
    "clients connect to",
    "failover needs an AWS call",
    "lost with a zone",
  ].map(text),
  rows: once(
    designs.map(({ frontDoor, addresses, failoverCall, zoneLoss }) => [
      ...[frontDoor, addresses, failoverCall, zoneLoss.clients],
    ]),
  ),
});

const egressTable = ({ designs }: Comparison): Table => ({
  title: "Egress modes",
  columns: ["egress", "lost in other zones when a zone fails"].map(text),
  rows: once(designs.map(({ egress, zoneLoss }) => [egress, zoneLoss.egress])),
});

const breakEvenTable = ({ breakEven }: Comparison): Table => ({
  title: "NAT or PrivateLink",
  columns: ["services", "USD a month", "cheaper than NAT from GB a month"].map(number),
  rows: (breakEven?.rows ?? []).map(({ services, endpoints, gb }) => [
    ...[String(services), dollars(endpoints), gb],
  ]),
});

const publishedTable = ({ published }: Comparison): Table => ({
  title: "Often quoted sums, in USD a month",
  columns: [text("what"), number("said"), number("exactly"), number("public IPv4 on top")],
  rows: published.map(({ what, said, exactly, publicIpv4 }) => [what, said, exactly, publicIpv4]),
});

/** All tables of a comparison that are not empty, in order: designs first. */
export const tablesOf = (comparison: Comparison): Table[] =>
  [designTable, doorTable, egressTable, breakEvenTable, publishedTable]
    .map((table) => table(comparison))
    .filter(({ rows }) => rows.length > 0);

/** The cost of NAT, in a sentence. */
export const natSentence = ({ zones, nat, natWithAddresses, endpoint, services }: BreakEven) =>
  `NAT gateways in ${zones} zones cost USD ${dollars(nat)} a month, ${dollars(natWithAddresses)} with their public addresses, before data; ` +
  `the endpoint of a service costs ${dollars(endpoint)}: ${services} services cost the same.`;

/** The load of all designs, in a line. */
export const loadOf = ({ usage }: Comparison): string =>
  Object.entries(usage)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(", ");

/** Resources without a price, each with the highest count in any design. */
export function missingIn({ designs }: Comparison): Unpriced[] {
  const most = new Map<string, Unpriced>();
  for (const one of designs.flatMap(({ unpriced }) => unpriced)) {
    const key = `${one.name} ${one.region}`;
    if (one.count > (most.get(key)?.count ?? 0)) most.set(key, one);
  }
  return addUp([...most.values()]);
}

/** All tables as text. */
export function renderComparison(comparison: Comparison, styles: Styles = plain): string {
  const { breakEven } = comparison;
  const tables = tablesOf(comparison).flatMap(({ title, columns, rows }) => {
    const [head, ...body] = fittedLines(columns, rows);
    return [styles.heading(title), "", ...head!.map(styles.heading), ...body.flat(), ""];
  });
  return [
    ...missingLines(missingIn(comparison), styles),
    ...tables,
    ...(breakEven ? [...wrap(natSentence(breakEven)), ""] : []),
    ...wrap(`Load a month: ${loadOf(comparison)}`, WIDTH, "  "),
    styles.faint(ageText(comparison)),
  ].join("\n");
}
