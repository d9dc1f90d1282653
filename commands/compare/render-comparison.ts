import type { BreakEven } from "./break-even";
import type { Comparison } from "./compare";
import { dollars } from "../cost/render-estimate";
import { type Column, type Table, textLines } from "../shared/table";

const number = (title: string): Column => ({ title, isNumber: true });
const text = (title: string): Column => ({ title });

const designTable = ({ region, designs }: Comparison): Table => ({
  title: `Designs in ${region}, for the same load`,
  columns: [
    ...[text("front door"), text("egress")],
    ...[number("resources"), number("USD a month"), number("Elastic IPs")],
  ],
  rows: designs.map(({ frontDoor, egress, resources, monthly, elasticIps }) => [
    ...[frontDoor, egress, String(resources), dollars(monthly), String(elasticIps)],
  ]),
});

/** Rows that are the same for several designs, once. */
const once = (rows: readonly string[][]): string[][] => [
  ...new Map(rows.map((row) => [row.join("|"), row])).values(),
];

const doorTable = ({ designs }: Comparison): Table => ({
  title: "Front doors",
  columns: ["front door", "clients connect to", "failover needs a call", "lost with a zone"].map(
    text,
  ),
  rows: once(
    designs.map(({ frontDoor, addresses, failoverCall, zoneLoss }) => [
      ...[frontDoor, addresses, failoverCall, zoneLoss.clients],
    ]),
  ),
});

const egressTable = ({ designs }: Comparison): Table => ({
  title: "Ways out",
  columns: ["egress", "lost with a zone by the others"].map(text),
  rows: once(designs.map(({ egress, zoneLoss }) => [egress, zoneLoss.egress])),
});

const breakEvenTable = ({ breakEven }: Comparison): Table => ({
  title: "NAT or PrivateLink",
  columns: ["services", "USD a month", "cheaper than NAT from GB a month"].map(number),
  rows: breakEven.rows.map(({ services, endpoints, gb }) => [
    ...[String(services), dollars(endpoints), gb],
  ]),
});

const publishedTable = ({ published }: Comparison): Table => ({
  title: "Sums that are often quoted, in USD a month",
  columns: [text("what"), number("said"), number("exactly"), number("public IPv4 on top")],
  rows: published.map(({ what, said, exactly, publicIpv4 }) => [what, said, exactly, publicIpv4]),
});

/** All tables of a comparison, in their order: designs first. */
export const tablesOf = (comparison: Comparison): Table[] =>
  [designTable, doorTable, egressTable, breakEvenTable, publishedTable].map((table) =>
    table(comparison),
  );

/** What NAT costs, in a sentence. */
export const natSentence = ({ zones, nat, natWithAddresses, endpoint, services }: BreakEven) =>
  `NAT gateways in ${zones} zones cost USD ${dollars(nat)} a month, ${dollars(natWithAddresses)} with their public addresses, before data; ` +
  `the endpoint of a service costs ${dollars(endpoint)}: ${services} services cost the same.`;

/** The load that all designs carry, in a line. */
export const loadOf = ({ usage }: Comparison): string =>
  Object.entries(usage)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(", ");

/** What of the designs has no price. */
export const unpricedIn = ({ designs }: Comparison): string[] => [
  ...new Set(designs.flatMap(({ unpriced }) => unpriced.map(({ type }) => type))),
];

/** All tables as text. */
export function renderComparison(
  comparison: Comparison,
  heading: (text: string) => string = (text) => text,
): string {
  const { breakEven, bookDate, staleDays } = comparison;
  const tables = tablesOf(comparison).flatMap(({ title, columns, rows }) => {
    const [head, ...body] = textLines(columns, rows);
    return [heading(title), "", heading(head!), ...body, ""];
  });
  return [
    ...tables,
    natSentence(breakEven),
    "",
    `Load a month: ${loadOf(comparison)}`,
    `Oldest price: ${bookDate}, ${staleDays} days old.`,
    ...unpricedIn(comparison).map((type) => `Not in the totals, no price: ${type}`),
  ].join("\n");
}
