import type { CostChange } from "../../cost/change";
import { costFacts } from "../cost/render-change";
import { markdownLines } from "../shared/table";
import { addressLines } from "./address-lines";
import { block, code, folded, literal } from "./markdown";
import { groupChanges } from "./group-changes";
import { headlineOf } from "./setting-changes";
import type { ChangeKind, OutputChange, ResourceChange, Review, StackReview } from "./stack-review";
import { SUMMARY_COLUMNS, ageOfPrices, conclusionOf, resourcesIn, summaryRow } from "./summary";

/** The first line of the comment, by which a pipeline finds it to update it in place. */
export const MARKER = "<!-- holdfast review -->";

/** GitHub's maximum length of a comment, in characters. */
export const LONGEST_COMMENT = 65_536;

/** How many entries of a list to show: the first value for which the comment is short enough. */
const CAPS = [500, 100, 30, 10, 3, 0];

/** A review as a comment for a pull request, within GitHub's length limit. Addresses come first. */
export function renderMarkdown(review: Review): string {
  for (const cap of CAPS) {
    const text = render(review, cap);
    if (text.length <= LONGEST_COMMENT) return text;
  }
  const text = render({ ...review, stacks: [] }, 0);
  return `${text}\n${review.stacks.length} stacks are too many for a comment: see the log.\n`;
}

function render({ base, commit, stacks }: Review, cap: number): string {
  const sections = stacks.flatMap((stack) => renderStack(stack, cap));
  return `${[
    MARKER,
    `## Review against ${code(base)}: ${conclusionOf(stacks)}`,
    "",
    ...renderAddresses(stacks, cap),
    ...markdownLines(SUMMARY_COLUMNS, stacks.map(summaryRow)),
    ...sections,
    "",
    ...ageOfPrices(stacks).map((line) => `<sub>${line}</sub><br>`),
    `<sub>Compared with ${commit.slice(0, 7)}, brought up in a simulated AWS: ids and addresses are not real. ` +
      "To run it locally: <code>npm run review -- --base " +
      `${base.replaceAll(/[^\w./-]/g, "")}</code></sub>`,
  ].join("\n")}\n`;
}

/** Address changes come first. */
function renderAddresses(stacks: readonly StackReview[], cap: number): string[] {
  const all = stacks.flatMap((stack) =>
    addressLines(stack).map((line) => ({ ...line, stack: stack.stack })),
  );
  if (all.length === 0) return [];
  const isLoud = all.some((line) => line.isLoud);
  const entries = all.map(({ stack, text }) => `> - **${literal(stack)}**: ${literal(text)}`);
  return [
    isLoud ? "> [!CAUTION]" : "> [!NOTE]",
    "> **Addresses change**",
    ...capped(entries, Math.max(cap, 10), "> - "),
    "",
  ];
}

function renderStack(review: StackReview, cap: number): string[] {
  const lines = linesOf(review, cap);
  const changed = review.kind === "previewed" ? headlineOf(review.settings) : "";
  const title = `### ${literal(review.stack)}${changed && `: ${literal(shortened(changed, cap))}`}`;
  return lines.length > 0 ? ["", title, "", ...lines] : [];
}

function linesOf(review: StackReview, cap: number): string[] {
  switch (review.kind) {
    case "unchanged":
      return [];
    case "removed":
      return [
        `${code(`Pulumi.${review.stack}.yaml`)} is removed: the deployed resources stay, and cost, until ` +
          `${code("pulumi destroy")}.`,
      ];
    case "failed":
      return block(shortened(review.problem, cap));
    case "previewed":
      return previewLines(review, cap);
  }
}

function previewLines(review: Extract<StackReview, { kind: "previewed" }>, cap: number): string[] {
  const { violations, errors, notices, changes, outputs, cost, unchanged } = review;
  const at = (level: string): string[] =>
    violations
      .filter((one) => one.level === level)
      .map(({ policy, message }) => `- **${level}** ${code(policy)}: ${literal(message)}`);
  const hurting = changes.filter(({ kind }) => HURTING.has(kind));
  const others = changes.filter(({ kind }) => !HURTING.has(kind));
  const advisory = at("advisory");
  const fold = (title: string, entries: readonly string[]): string[] =>
    entries.length > 0 && cap > 0 ? folded(title, capped(entries, cap)) : [];
  return [
    ...errors.flatMap((text) => block(shortened(text, cap))),
    ...capped(at("mandatory"), Math.max(cap, 10)),
    ...notices.map((text) => `- ${literal(shortened(text, cap))}`),
    ...capped(changeLines(hurting), cap),
    ...(cost ? costLines(cost) : []),
    "",
    ...fold(`${resourcesIn(others)}; ${unchanged} unchanged`, changeLines(others)),
    ...fold(counted(outputs.length, "output changes", "outputs change"), outputLines(outputs)),
    ...fold(counted(advisory.length, "advisory violation", "advisory violations"), advisory),
  ];
}

/** Changes that remove something, at least temporarily. */
const HURTING: ReadonlySet<ChangeKind> = new Set(["replace", "delete"]);

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

const changeLines = (changes: readonly ResourceChange[]): string[] =>
  groupChanges(changes).map(({ kind, type, names, properties }) => {
    const what = HURTING.has(kind) ? `**${kind}**` : kind;
    const why = properties.length > 0 ? `: ${literal(properties.join(", "))}` : "";
    return `- ${what} ${literal(type)} ${names.map(code).join(", ")}${why}`;
  });

const outputLines = (outputs: readonly OutputChange[]): string[] =>
  outputs.map(({ name, before, after }) => {
    const [from, to] = [before, after].map((text) => (text === undefined ? "none" : code(text)));
    return `- ${code(name)}: ${from} → ${to}`;
  });

const costLines = (cost: CostChange): string[] =>
  costFacts(cost).map(({ text }) => `- ${literal(text)}`);

/** The first entries of a list, and the number of further ones. */
function capped(entries: readonly string[], cap: number, bullet = "- "): string[] {
  const rest = entries.length - cap;
  if (rest <= 0) return [...entries];
  return [...entries.slice(0, cap), `${bullet}and ${rest} more`];
}

/** Several lines of text for each entry of a list. */
function shortened(text: string, cap: number): string {
  const longest = 400 + cap * 20;
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
