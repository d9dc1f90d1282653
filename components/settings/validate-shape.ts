import * as v from "valibot";
import { explainValue, wrongValue } from "./explain-value";
import { type Problem, listed } from "./problem";
import { settingProblem } from "./problems";

/** The parts of a valibot schema of any type that this file uses. */
interface Schema extends v.GenericSchema {
  readonly wrapped?: Schema | undefined;
  readonly item?: Schema | undefined;
  readonly value?: Schema | undefined;
  readonly entries?: Entries | undefined;
  readonly key?: string | undefined;
  readonly options?: readonly Schema[] | undefined;
  readonly literal?: string | undefined;
}
type Entries = Readonly<Record<string, Schema>>;
type Settings = Readonly<Record<string, unknown>>;

/** The valid part of a value, and its problems. */
export interface Shape {
  /**
   * The value without wrong settings, or with an example in place of a required one, so that other settings can still
   * be checked. Problems that such a check finds at, above or below a wrong setting are meaningless.
   */
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/**
 * Compares a value with its schema and finds everything that is missing, unknown, of the wrong type, out of range, or
 * a setting of another kind. (Valibot alone stops at the first unknown key of a map, accepts a list as a map, and
 * reports only its own errors for kinds.)
 *
 * @param path of the value, for the problems
 */
export function readShape(schema: v.GenericSchema, value: unknown, path: string): Shape {
  const { type, wrapped, item, value: member, entries, key, options } = schema as Schema;
  switch (type) {
    case "optional":
    case "exact_optional":
      return readShape(wrapped!, value, path);
    case "array":
      return Array.isArray(value)
        ? readList(schema, item!, value, path)
        : wrong(schema, settingProblem("not-a-list", { path, given: value }));
    case "union":
      return readUnion(schema, options!, value, path);
    case "record":
      return isMap(value)
        ? together(
            Object.keys(value).map((name) => [
              name,
              readShape(member!, value[name], settingPath(path, name)),
            ]),
          )
        : wrong(schema, settingProblem("not-a-map", { path, given: value }));
    case "strict_object":
      return isMap(value)
        ? readEntries(entries!, value, path)
        : wrong(schema, settingProblem("not-a-map", { path, given: value }));
    case "variant":
      return isMap(value)
        ? readVariant(key!, options!, value, path)
        : wrong(schema, settingProblem("not-a-map", { path, given: value }));
    default:
      return v.is(schema, value)
        ? { value, problems: [] }
        : wrong(schema, explainValue(schema, value, path));
  }
}

/** Finds everything in a value that does not fit its schema. */
export const validateShape = (
  schema: v.GenericSchema,
  value: unknown,
  path: string,
): readonly Problem[] => readShape(schema, value, path).problems;

const exampleOf = (schema: v.GenericSchema): unknown =>
  (v.getExamples(schema) as readonly unknown[])[0];

/** A wrong value, replaced by an example if there is one. */
const wrong = (schema: v.GenericSchema, problem: Problem): Shape => ({
  value: exampleOf(schema),
  problems: [problem],
});

/** Combines the shapes of a map's settings; those without a value are omitted. */
function together(parts: readonly (readonly [key: string, shape: Shape])[]): Shape {
  return {
    value: Object.fromEntries(
      parts.flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])),
    ),
    problems: parts.flatMap(([, { problems }]) => problems),
  };
}

function readList(
  schema: v.GenericSchema,
  item: Schema,
  list: readonly unknown[],
  path: string,
): Shape {
  const elements = list.map((element, index) => readShape(item, element, `${path}[${index}]`));
  const problems = elements.flatMap((element) => element.problems);
  if (problems.length === 0) {
    return v.is(schema, list)
      ? { value: list, problems }
      : wrong(schema, wrongValue(schema, { path, given: list }));
  }
  const values = elements.map(({ value }) => value);
  return { value: values.includes(undefined) ? exampleOf(schema) : values, problems };
}

/** A wrong list is best explained by its elements, a map by its settings. */
function readUnion(
  schema: v.GenericSchema,
  options: readonly Schema[],
  value: unknown,
  path: string,
): Shape {
  const isOf = (type: string) => options.find((option) => option.type === type);
  const list = isOf("array");
  if (list && Array.isArray(value)) return readShape(list, value, path);
  const map = isOf("strict_object");
  if (map && isMap(value)) return readShape(map, value, path);
  if (v.is(schema, value)) return { value, problems: [] };
  const sameType = isOf(typeof value);
  return wrong(schema, explainValue(sameType ?? schema, value, path));
}

function readEntries(
  entries: Entries,
  settings: Settings,
  path: string,
  explainUnknown = unknownSetting,
): Shape {
  const unknown = Object.keys(settings)
    .filter((key) => !Object.hasOwn(entries, key))
    .map((key) => explainUnknown(key, entries, settings, path));
  const known = Object.entries(entries).map(([key, schema]) => {
    const at = settingPath(path, key);
    const optional = ["optional", "exact_optional"].includes(schema.type);
    if (settings[key] === undefined) {
      const shape = optional
        ? { value: undefined, problems: [] }
        : wrong(schema, missing(schema, key, at));
      return [key, shape] as const;
    }
    const shape = readShape(schema, settings[key], at);
    const isWrong = shape.problems.some((problem) => problem.path === at);
    return [key, isWrong && optional ? { ...shape, value: undefined } : shape] as const;
  });
  const { value, problems } = together(known);
  return { value, problems: [...unknown, ...problems] };
}

function readVariant(
  kindKey: string,
  options: readonly Schema[],
  settings: Settings,
  path: string,
): Shape {
  const kindOf = (option: Schema) => option.entries![kindKey]!.literal!;
  const kind = settings[kindKey];
  const chosen = options.find((option) => kindOf(option) === kind);
  if (!chosen) {
    const problem = unknownKind(kind, kindKey, options.map(kindOf), path);
    return { value: undefined, problems: [problem] };
  }
  return readEntries(chosen.entries!, settings, path, (key, entries) => {
    const owners = options.filter((option) => Object.hasOwn(option.entries!, key)).map(kindOf);
    if (owners.length === 0) return unknownSetting(key, entries, settings, path);
    const at = { path: settingPath(path, key), given: settings[key] };
    const data = { setting: key, kindKey, kind: kindOf(chosen), owners };
    return settingProblem("setting-of-another-kind", at, data);
  });
}

function unknownKind(
  kind: unknown,
  kindKey: string,
  kinds: readonly string[],
  path: string,
): Problem {
  const at = settingPath(path, kindKey);
  return kind === undefined
    ? settingProblem("missing", { path: at }, { setting: kindKey, example: listed(kinds) })
    : settingProblem("unknown-choice", { path: at, given: kind }, { choices: kinds });
}

function unknownSetting(key: string, entries: Entries, settings: Settings, path: string): Problem {
  const at = { path: settingPath(path, key), given: settings[key] };
  const data = { section: path, setting: key, known: Object.keys(entries) };
  return settingProblem("unknown-setting", at, data);
}

function missing(schema: Schema, key: string, path: string): Problem {
  return settingProblem("missing", { path }, { setting: key, example: inYaml(exampleOf(schema)) });
}

/** Renders a value on one line as in a stack's file. */
function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(", ")}]`;
  if (isMap(value)) {
    const settings = Object.entries(value).map(([key, member]) => `${key}: ${inYaml(member)}`);
    return `{ ${settings.join(", ")} }`;
  }
  const text = String(value);
  // Some YAML parsers read a time of day as a base-60 number.
  return /^\d+:\d+$/.test(text) ? `"${text}"` : text;
}

/** The path of a map's setting, as `pulumi config set --path` accepts it. */
export function settingPath(path: string, key: string): string {
  return /^[\w-]+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** Whether a path is that of a setting, or of a part of its value. */
export function isWithin(path: string, setting: string): boolean {
  return path.startsWith(setting) && ["", ".", "["].includes(path.charAt(setting.length));
}

function isMap(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
