import { isDeepStrictEqual } from "node:util";
import type { JsonSchema } from "@valibot/to-json-schema";

/*
 * docs/configuration.md, generated from the JSON Schema of the settings: a part for each section, and a table for
 * each map of settings. The texts come from schema*.ts, and editors show them too.
 */

const HEAD = `<!-- Written by \`npm run schema\` from the schemas in components/: do not edit it. -->

# Configuration

All keys are under \`holdfast:\` in \`Pulumi.<stack>.yaml\`, beside \`aws:region\`. \`holdfast.schema.json\` gives
editors completion and these explanations. Examples: \`Pulumi.dev.yaml\` and the files beside it.

An invalid configuration fails before any resource is touched. The error lists every problem, what is allowed, and
how to fix it:

\`\`\`
Pulumi.dev.yaml has 2 problems; nothing was changed

  holdfast:network.egres = {"kind":"nat"}
    is not a setting: network has cidr, availabilityZones, egress, flowLogs and existing
    fix: did you mean egress?

  holdfast:network.cidr = "10.20.1.0/16"
    is not the first address of a /16 block
    fix: write 10.20.0.0/16
\`\`\`
`;

type Properties = Readonly<Record<string, JsonSchema>>;

/** A row of a table, for one setting. */
interface Row {
  readonly key: string;
  readonly what: string;
  readonly type: string;
  readonly byDefault: string;
}

/**
 * Renders the page as Markdown, not yet formatted.
 *
 * @param sections JSON Schema of each section, by its name
 */
export function renderReference(sections: Properties): string {
  const links = Object.keys(sections).map((name) => `[${name}](#${name.toLowerCase()})`);
  const parts = Object.entries(sections).map(([name, schema]) => renderSection(name, schema));
  return [HEAD, `Sections: ${links.join(", ")}.\n`, ...parts].join("\n");
}

function renderSection(name: string, schema: JsonSchema): string {
  return [`## \`${name}\``, textOf(schema), ...renderSettings(name, schema)].join("\n\n");
}

/** Renders the tables of a map of settings: one, or one for each kind. */
function renderSettings(path: string, schema: JsonSchema): string[] {
  const kinds = kindsOf(schema);
  if (kinds) {
    return kinds.flatMap((kind, index) => renderKind(path, kind, kinds.slice(0, index)));
  }
  const inner = innerOf(schema);
  if (!inner) return [];
  return renderTables(path, inner.settings, inner.required, inner.join.slice(1));
}

function renderKind(path: string, schema: JsonSchema, before: readonly JsonSchema[]): string[] {
  const { kind, ...settings } = schema.properties as Properties;
  const title = `### \`${path}\`: \`kind: ${nameOf(kind)}\``;
  const text = textOf(schema);
  if (Object.keys(settings).length === 0) return [title, text || "It has no settings."];
  const told = new Map<string, string[]>();
  const own: Record<string, JsonSchema> = {};
  for (const [key, setting] of Object.entries(settings)) {
    const same = before.find((other) => isDeepStrictEqual(other.properties?.[key], setting));
    if (same) {
      const where = nameOf(fieldsOf(same)!["kind"]);
      told.set(where, [...(told.get(where) ?? []), `\`${key}\``]);
    } else {
      own[key] = setting;
    }
  }
  const known = [...told].map(([where, keys]) => `As with \`kind: ${where}\`: ${keys.join(", ")}.`);
  const tables = Object.keys(own).length > 0 ? renderTables(path, own, schema.required) : [];
  return [title, text, ...tables, ...known];
}

/** Renders a table of settings, followed by tables of maps with kinds among them. */
function renderTables(path: string, settings: Properties, required?: string[], prefix?: string) {
  const rows = rowsOf(settings, required, prefix);
  const line = (...cells: string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const table = [
    line("key", "what", "type", "default"),
    line("---", "---", "---", "---"),
    ...rows.map(({ key, what, type, byDefault }) => line(`\`${key}\``, what, type, byDefault)),
  ];
  const inner = Object.entries(settings).filter(([, schema]) => kindsOf(schema));
  return [
    table.join("\n"),
    ...inner.flatMap(([key, schema]) => renderSettings(`${path}.${key}`, schema)),
  ];
}

function rowsOf(settings: Properties, required: readonly string[] = [], prefix = ""): Row[] {
  return Object.entries(settings).flatMap(([key, schema], index) => {
    const at = `${prefix}${key}`;
    const before = Object.entries(settings).slice(0, index);
    const twin = before.find(([, other]) => isDeepStrictEqual(fieldsOf(other), fieldsOf(schema)));
    const inner = innerOf(schema);
    const isTold = twin && fieldsOf(schema) !== undefined;
    const row = { key: at, ...explain(schema, required.includes(key)) };
    if (isTold) return [{ ...row, type: `as \`${twin[0]}\`` }];
    if (!inner) return [row];
    const known = Object.keys(inner.settings).filter((name) =>
      isDeepStrictEqual(inner.settings[name], settings[name]),
    );
    if (known.length === Object.keys(inner.settings).length) {
      return [{ ...row, type: `each with ${known.map((name) => `\`${name}\``).join(", ")}` }];
    }
    return [row, ...rowsOf(inner.settings, inner.required, `${at}${inner.join}`)];
  });
}

const nameOf = (kind?: JsonSchema) => kind?.const as string;
const fieldsOf = (schema: JsonSchema) => schema.properties as Properties | undefined;

/** The description in editors. Documents in it are links here. */
const textOf = ({ description = "" }: JsonSchema) =>
  description.replaceAll(/\bdocs\/([\w-]+\.md)/g, "[$1]($1)");

/** The settings below a setting: its own, or those of its members or elements. */
function innerOf(schema: JsonSchema) {
  const { items, additionalProperties: members } = schema;
  const of = (inner: unknown, join: string) =>
    isMap(inner) && inner.properties
      ? { settings: inner.properties as Properties, required: inner.required, join }
      : undefined;
  return of(schema, ".") ?? of(members, ".<name>.") ?? of(items, "[].");
}

/** Returns the description without the sentence about the default. */
function explain(schema: JsonSchema, isRequired: boolean): Omit<Row, "key"> {
  const text = textOf(schema);
  const [, what = text, told] = /^(.*?)(?: ?Default: (.*)\.)?$/s.exec(text) ?? [];
  const isGiven = schema.default !== undefined && !isDeepStrictEqual(schema.default, {});
  const fixed = isGiven ? renderDefault(schema.default) : (told ?? noneOf(schema));
  return { what, type: typeOf(schema), byDefault: isRequired ? "required" : fixed };
}

/** Default of an omitted setting: a map whose settings all have defaults has these. */
const noneOf = (schema: JsonSchema) => (schema.default && fieldsOf(schema) ? "as below" : "none");

function renderDefault(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => `\`${one}\``).join(", ") || "none";
  if (!isMap(value)) return `\`${String(value)}\``;
  const settings = Object.entries(value).map(([key, setting]) => `\`${key}: ${String(setting)}\``);
  return settings.join(", ");
}

function typeOf(schema: JsonSchema): string {
  const { type, anyOf, items, additionalProperties: members } = schema;
  if (anyOf) return anyOf.map((one) => typeOf(one as JsonSchema)).join(", or ");
  if (schema.enum) return renderChoice(schema.enum);
  if (kindsOf(schema)) return "one of the kinds below";
  if (type === "array") return isMap(items) ? `list of ${typeOf(items)}` : "list";
  if (type === "object")
    return isMap(members) && !fieldsOf(members) ? `${typeOf(members)} by name` : "map";
  if (type === "integer" || type === "number") return renderRange(schema);
  return WORDS[String(type)] ?? String(type);
}

/** Renders a range, except that of a port, which is always the same. */
function renderRange({ type, minimum, maximum }: JsonSchema): string {
  if (minimum === undefined || maximum === undefined || maximum === 65_535) return "number";
  const range = `${minimum.toLocaleString("en")} to ${maximum.toLocaleString("en")}`;
  return type === "integer" ? range : `number, ${range}`;
}

const WORDS: Readonly<Record<string, string>> = { boolean: "`true`, `false`", string: "text" };

/** Renders choices. More than a few numbers, such as retention times, are rendered as the first and the last. */
function renderChoice(values: readonly unknown[]): string {
  const shown = values.map((value) => `\`${String(value)}\``);
  return shown.length > 8 ? `${shown.slice(0, 6).join(", ")}, … ${shown.at(-1)}` : shown.join(", ");
}

function kindsOf(schema: JsonSchema): JsonSchema[] | undefined {
  return schema.oneOf as JsonSchema[] | undefined;
}

const isMap = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
