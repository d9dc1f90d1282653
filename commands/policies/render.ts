import type { Styles } from "../shared/output-styles";
import { rowLines, textLines } from "../shared/table";
import type { PolicyDescription } from "./describe";

/** A line for each policy. */
export function renderPolicyTable(policies: readonly PolicyDescription[]): string {
  const titles = ["policy", "severity", "level", "elsewhere", "about"].map((title) => ({ title }));
  const rows = policies.map(({ id, severity, level, title }) => [
    id,
    severity,
    level.holdfast,
    level.others,
    title,
  ]);
  return [
    ...textLines(titles, rows),
    "",
    "level: in a holdfast stack; elsewhere: in any other program. The pack's configuration overrides both.",
    "npm run policies -- --explain ID explains one policy.",
  ].join("\n");
}

/** The description of one policy. */
export function renderPolicy(policy: PolicyDescription, { heading, faint }: Styles): string {
  const { id, title, level, severity, example, settings } = policy;
  const about = [
    ["checks", policy.checks],
    ["why", policy.why],
    ["remedy", policy.remedy],
    ["severity", severity],
    ["level", `${level.holdfast} in a holdfast stack, ${level.others} in other programs`],
    ["control", policy.control],
  ];
  return [
    `${heading(id)}: ${title}`,
    "",
    ...rowLines(about),
    "",
    heading("Settings"),
    ...indented(settings.length > 0 ? settings.flatMap(renderSetting) : ["none"]),
    "",
    `${heading("Example")}: ${example.mistake}`,
    ...indented([example.message]),
    "",
    faint("In a file for --policy-pack-config:"),
    ...indented([configurationOf(policy)]),
  ].join("\n");
}

const renderSetting = ({
  name,
  type,
  description,
  ...rest
}: PolicyDescription["settings"][number]) => [
  `${name}: ${type}${"default" in rest ? `, default ${JSON.stringify(rest.default)}` : ""}`,
  `  ${description}`,
];

/** The policy at its level, with the defaults of its settings. */
function configurationOf({ id, level, settings }: PolicyDescription): string {
  const defaults = settings.flatMap((setting) =>
    "default" in setting ? [[setting.name, setting.default] as const] : [],
  );
  const own = { enforcementLevel: level.holdfast, ...Object.fromEntries(defaults) };
  return JSON.stringify({ [id]: own });
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
