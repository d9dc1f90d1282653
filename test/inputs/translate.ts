import type { Resource } from "../../stack/resource";

export type Values = Readonly<Record<string, unknown>>;

/** An API call, with the parameter names of its documentation. */
export interface ApiRequest {
  /** Such as `iam:CreateRole`. */
  readonly operation: string;
  readonly parameters: Values;
  /** Whether these are all parameters of the request. */
  readonly whole: boolean;
}

/** A resource in terms of AWS's own schemas and models. */
export interface Translation {
  /** As in a CloudFormation template. */
  readonly resources: readonly { readonly Type: string; readonly Properties: Values }[];
  readonly requests: readonly ApiRequest[];
}

/** Translates a resource's inputs. */
export type Translate = (inputs: Values, resource: Resource) => Translation;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Converts `fromPort` to FromPort, at any depth of a value. */
export function pascal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pascal);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined && one !== null)
      .map(([key, one]) => [key[0]!.toUpperCase() + key.slice(1), pascal(one)]),
  );
}

/** Converts a map to a list of keys and values, with a service's names for them. */
export const entries = (map: unknown, key = "Key", value = "Value"): Values[] =>
  Object.entries(isObject(map) ? map : {}).map(([name, one]) => ({ [key]: name, [value]: one }));

/** Parses JSON text. */
export const parsed = (text: unknown): unknown => JSON.parse(String(text)) as unknown;

/** Inputs that only the provider uses. */
const OF_THE_PROVIDER = ["region", "tagsAll", "__defaults"];

interface Naming {
  /**
   * CloudFormation's name of an input, if it differs from the input's name in Pascal case; null for inputs
   * that AWS does not receive.
   */
  readonly names?: Readonly<Record<string, string | null>>;
  /** Properties that combine several inputs, or have another form. */
  readonly made?: (inputs: Values) => Values;
  /** The call that creates it, if its model is stricter than the schema. */
  readonly operation?: string;
  /** Whether its AWS name is an output if no input sets one. */
  readonly name?: string;
}

/** The properties of a CloudFormation resource. */
export function propertiesOf(inputs: Values, { names = {}, made = () => ({}) }: Naming): Values {
  const own = Object.entries(inputs)
    .filter(
      ([key, value]) =>
        !OF_THE_PROVIDER.includes(key) && names[key] !== null && value !== undefined,
    )
    .map(([key, value]) => [
      names[key] ?? key[0]!.toUpperCase() + key.slice(1),
      key === "tags" ? entries(value) : pascal(value),
    ]);
  const all = { ...Object.fromEntries(own), ...made(inputs) } as Record<string, unknown>;
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** A resource that exists in CloudFormation. */
export const cloudFormation =
  (Type: string, naming: Naming = {}): Translate =>
  (inputs, { outputs }) => {
    const { name, operation } = naming;
    const given = name && outputs?.[name] ? { [name]: outputs[name], ...inputs } : inputs;
    const Properties = propertiesOf(given, naming);
    return {
      resources: [{ Type, Properties }],
      requests: operation ? [{ operation, parameters: Properties, whole: false }] : [],
    };
  };

/** A resource that an API call creates. */
export const request =
  (operation: string, parameters: (inputs: Values) => Values): Translate =>
  (inputs) => ({
    resources: [],
    requests: [{ operation, parameters: parameters(inputs), whole: true }],
  });

/** Several translations of one resource. */
export const both =
  (...translations: readonly Translate[]): Translate =>
  (inputs, resource) => {
    const all = translations.map((translate) => translate(inputs, resource));
    return {
      resources: all.flatMap(({ resources }) => resources),
      requests: all.flatMap(({ requests }) => requests),
    };
  };

/** A resource that sends nothing to AWS. */
export const nothing: Translate = () => ({ resources: [], requests: [] });
