import { isDeepStrictEqual } from "node:util";
import { fileOf, typeOf } from ".";
import type { Problem, Properties, Property, ResourceType } from "./type";
import {
  UNKNOWN,
  type Value,
  type Values,
  hasUnknown,
  isGiven,
  isObject,
  text,
  withoutEmpty,
} from "./values";

/** The inputs with the defaults of the type filled in. */
export function withDefaults(type: ResourceType, inputs: Values): Values {
  const filled: Values = { ...withoutEmpty(inputs) };
  for (const [key, property] of Object.entries(type.inputs)) {
    if (property.default !== undefined) {
      filled[key] ??= property.default;
    }
  }
  return filled;
}

/** Whether a type has tags as a map, as almost all have; an auto scaling group has a list. */
export const hasTags = ({ inputs }: ResourceType): boolean => isObject(inputs["tags"]?.default);

/** Parses the text of a JSON document, and turns a set (empty when left out) into a sorted list. */
function canonical(property: Property, value: Value): Value {
  if (property.json && typeof value === "string" && value !== UNKNOWN) {
    try {
      return JSON.parse(value) as Value;
    } catch {
      return value;
    }
  }
  if (property.unordered && Array.isArray(value)) {
    return [...value].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return property.unordered ? (value ?? []) : value;
}

/** A change that an update would make. */
interface Difference {
  readonly property: string;
  readonly replaces: boolean;
}

/** The differences between a resource's current and desired inputs. */
export function difference(
  type: string,
  olds: Values,
  oldOutputs: Values,
  news: Values,
): Difference[] {
  const row = typeOf(type);
  const [before, after] = [olds, news].map((inputs) => {
    const filled = withDefaults(row, inputs);
    return hasTags(row) ? { ...filled, tagsAll: inputs["tagsAll"] ?? filled["tags"] } : filled;
  }) as [Values, Values];
  const properties = { ...row.inputs, ...(hasTags(row) ? { tagsAll: {} } : {}) };
  const found = Object.entries<Property>(properties).flatMap(([key, property]) => {
    const computed = property.computed === true;
    if (computed && !isGiven(after[key])) {
      return [];
    }
    const read = row.live && key in row.live ? oldOutputs[key] : undefined;
    const old = read ?? before[key] ?? (computed ? oldOutputs[key] : undefined);
    const same = isDeepStrictEqual(canonical(property, old), canonical(property, after[key]));
    const { replaces = false } = property;
    return same
      ? []
      : [
          {
            property: key,
            replaces: typeof replaces === "boolean" ? replaces : replaces(old, after[key], after),
          },
        ];
  });
  // A change of its own tags changes these, too.
  return found.filter(
    ({ property }) => property !== "tagsAll" || found.every((one) => one.property !== "tags"),
  );
}

function problemsOf(type: string, properties: Properties, inputs: Values, path = ""): Problem[] {
  const problems: Problem[] = [];
  const at = (key: string): string => (path ? `${path}.${key}` : key);
  for (const key of Object.keys(inputs).filter((key) => !(key in properties))) {
    problems.push({
      property: at(key),
      reason:
        `the simulator does not model the property "${key}" here, only ${Object.keys(properties).join(", ")}; ` +
        `if AWS has it, add it to ${fileOf(type)}`,
    });
  }
  for (const [key, property] of Object.entries(properties)) {
    const value = inputs[key];
    if (!isGiven(value)) {
      if (property.required) {
        problems.push({ property: at(key), reason: `Missing required argument "${key}"` });
      }
      continue;
    }
    for (const other of property.conflictsWith ?? []) {
      if (isGiven(inputs[other])) {
        problems.push({ property: at(key), reason: `"${key}" conflicts with ${other}` });
      }
    }
    const { fields } = property;
    if (fields) {
      const parts = Array.isArray(value) ? value : [value];
      parts.forEach((part, index) => {
        const where = Array.isArray(value) ? `${at(key)}[${index}]` : at(key);
        problems.push(...(isObject(part) ? problemsOf(type, fields, part, where) : []));
      });
    }
    const reason = hasUnknown(value) ? undefined : property.check?.(value);
    if (reason) {
      problems.push({ property: at(key), reason });
    }
  }
  return problems;
}

/**
 * The problems of a resource's inputs, as far as they follow from the inputs alone.
 *
 * @param given includes `tagsAll`, if the provider has default tags
 */
export function problemsWith(type: string, given: Values, region: string): Problem[] {
  const row = typeOf(type);
  const { tagsAll, ...inputs } = given;
  const problems = problemsOf(type, row.inputs, inputs);
  if (problems.length > 0) return problems;
  const reason = hasUnknown(tagsAll) ? undefined : row.inputs["tags"]?.check?.(tagsAll);
  return [
    ...(reason === undefined ? [] : [{ property: "tags", reason }]),
    ...(row.validate?.(withDefaults(row, inputs), text(inputs["region"]) || region) ?? []),
  ];
}
