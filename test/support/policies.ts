/** A statement of a policy that allows something. */
export interface Statement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/** A permission request of a call: one resource, and its condition keys. */
export interface Ask {
  readonly action: string;
  readonly resource: string;
  readonly conditions: Readonly<Record<string, string>>;
}

type Compare = (given: string | undefined, values: readonly string[]) => boolean;

const isOneOf: Compare = (given, values) => given !== undefined && values.includes(given);

/** Operators of conditions: none of our values has a wildcard, so that ArnEquals compares texts. */
const OPERATORS: Readonly<Record<string, Compare>> = {
  StringEquals: isOneOf,
  ArnEquals: isOneOf,
  StringEqualsIfExists: (given, values) => given === undefined || values.includes(given),
  Null: (given, values) => values.includes(`${given === undefined}`),
};

/** Whether a statement allows a call, as IAM evaluates it. */
export function allows(
  { Action, Resource, Condition = {} }: Statement,
  { action, resource, conditions }: Ask,
): boolean {
  const unknown = Object.keys(Condition).find((operator) => !(operator in OPERATORS));
  if (unknown !== undefined) throw new Error(`evaluate the operator ${unknown}, too`);
  const matches = (pattern: string) =>
    new RegExp(`^${pattern.split("*").map(escape).join(".*")}$`).test(resource);
  return (
    [Action].flat().includes(action) &&
    [Resource].flat().some(matches) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) =>
        OPERATORS[operator]!(conditions[key], [values].flat()),
      ),
    )
  );
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

export const statementsIn = (policy: unknown): Statement[] =>
  (JSON.parse(policy as string) as { Statement: Statement[] }).Statement;
