import * as v from "valibot";
import { explainValue } from "./explain-value";
import { type Problem, closest, listed, suggest } from "./problem";

/** What this file needs to know of a valibot schema, of whichever type. */
interface Schema extends v.GenericSchema {
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly value?: Schema;
  readonly entries?: Entries;
  readonly key?: string;
  readonly options?: readonly Schema[];
  readonly literal?: string;
}
type Entries = Readonly<Record<string, Schema>>;
type Settings = Readonly<Record<string, unknown>>;

/**
 * Compares a value with its schema and finds everything that is missing, unknown, of the wrong type,
 * or a setting of another kind than the one chosen. (The library alone stops at the first unknown
 * key of a map, takes a list for a map, and knows no kinds but its own error's.)
 *
 * @param path of the value, for the problems
 */
export function validateShape(schema: v.GenericSchema, value: unknown, path: string): Problem[] {
  const { type, wrapped, item, value: member, entries, key, options } = schema as Schema;
  switch (type) {
    case "optional":
    case "exact_optional":
      return validateShape(wrapped!, value, path);
    case "array":
      return Array.isArray(value)
        ? value.flatMap((element, index) => validateShape(item!, element, `${path}[${index}]`))
        : [notAList(value, path)];
    case "union":
      return validateUnion(schema, options!, value, path);
    case "record":
      return isMap(value)
        ? Object.keys(value).flatMap((name) =>
            validateShape(member!, value[name], settingPath(path, name)),
          )
        : [notAMap(value, path)];
    case "strict_object":
      return isMap(value) ? validateEntries(entries!, value, path) : [notAMap(value, path)];
    case "variant":
      return isMap(value) ? validateVariant(key!, options!, value, path) : [notAMap(value, path)];
    default:
      return v.is(schema, value) ? [] : [explainValue(schema, value, path)];
  }
}

/** A list that is not as it should be is best explained by its elements, a map by its settings. */
function validateUnion(
  schema: v.GenericSchema,
  options: readonly Schema[],
  value: unknown,
  path: string,
): Problem[] {
  const list = options.find(({ type }) => type === "array");
  if (list && Array.isArray(value)) return validateShape(list, value, path);
  const map = options.find(({ type }) => type === "strict_object");
  if (map && isMap(value)) return validateShape(map, value, path);
  return v.is(schema, value) ? [] : [explainValue(schema, value, path)];
}

function validateEntries(
  entries: Entries,
  settings: Settings,
  path: string,
  explainUnknown = unknownSetting,
): Problem[] {
  const unknown = Object.keys(settings)
    .filter((key) => !(key in entries))
    .map((key) => explainUnknown(key, entries, settings, path));
  const known = Object.entries(entries).flatMap(([key, schema]) => {
    const at = settingPath(path, key);
    if (settings[key] !== undefined) return validateShape(schema, settings[key], at);
    const optional = ["optional", "exact_optional"].includes(schema.type);
    return optional ? [] : [missing(schema, key, at)];
  });
  return [...unknown, ...known];
}

function validateVariant(
  kindKey: string,
  options: readonly Schema[],
  settings: Settings,
  path: string,
): Problem[] {
  const kindOf = (option: Schema) => option.entries![kindKey]!.literal!;
  const kind = settings[kindKey];
  const chosen = options.find((option) => kindOf(option) === kind);
  if (!chosen) return [unknownKind(kind, kindKey, options.map(kindOf), path)];
  return validateEntries(chosen.entries!, settings, path, (key, entries) => {
    const owners = options.filter((option) => key in option.entries!).map(kindOf);
    if (owners.length === 0) return unknownSetting(key, entries, settings, path);
    return {
      path: settingPath(path, key),
      given: settings[key],
      problem: `belongs to ${kindKey} ${listed(owners)}, but ${kindKey} is ${kindOf(chosen)} here`,
      remedy: `take ${key} out, or set ${kindKey}: ${listed(owners)}`,
    };
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
    ? { path: at, problem: "is missing", remedy: `add ${kindKey}: ${listed(kinds)}` }
    : {
        path: at,
        given: kind,
        problem: `must be ${listed(kinds)}`,
        remedy: suggest(kind, kinds),
      };
}

function unknownSetting(key: string, entries: Entries, settings: Settings, path: string): Problem {
  const known = Object.keys(entries);
  const meant = closest(key, known);
  return {
    path: settingPath(path, key),
    given: settings[key],
    problem: `is not a setting: ${path} has ${listed(known, "and")}`,
    remedy: meant === undefined ? "take it out" : `did you mean ${meant}?`,
  };
}

function missing(schema: Schema, key: string, path: string): Problem {
  const [example] = v.getExamples(schema) as readonly (string | number | string[])[];
  const text = Array.isArray(example) ? `[${example.join(", ")}]` : example;
  return { path, problem: "is missing", remedy: `add ${key}: ${text}` };
}

function notAMap(given: unknown, path: string): Problem {
  return {
    path,
    given,
    problem: "must be a map of settings",
    remedy: "write each setting on an indented line of its own, as `name: value`",
  };
}

function notAList(given: unknown, path: string): Problem {
  const item = typeof given === "string" ? given : "…";
  return { path, given, problem: "must be a list", remedy: `write it as a list: [${item}]` };
}

/** The path of one setting of a map, as `pulumi config set --path` takes it. */
export function settingPath(path: string, key: string): string {
  return /^[\w-]+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** Whether a path is that of a setting, or of something in its value. */
export function isWithin(path: string, setting: string): boolean {
  return path.startsWith(setting) && ["", ".", "["].includes(path.charAt(setting.length));
}

function isMap(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
