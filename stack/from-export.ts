import { type PlannedResource, nameIn, outermost } from "./resource";

interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly delete?: boolean;
  readonly external?: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

const fail = (found: string): never => {
  throw new Error(
    `${found} is neither what \`pulumi stack export\` prints nor what \`pulumi preview --json\` does`,
  );
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The resources that a stack export says AWS holds for the stack: no components, nothing that is
 * pending deletion, nothing that was only read. The parent of each is its outermost component.
 *
 * @throws {Error} for anything but a stack export
 */
export function fromStackExport(json: unknown): PlannedResource[] {
  const deployment = isObject(json) ? json["deployment"] : undefined;
  if (!isObject(deployment)) return fail("a document without a deployment");
  const resources = deployment["resources"] ?? [];
  return Array.isArray(resources)
    ? plan(resources as ExportedResource[])
    : fail("a deployment without a list of resources");
}

/**
 * The resources that there will be after an update, from the steps of a preview.
 *
 * @throws {Error} for anything but a preview
 */
export function fromPreview(json: unknown): PlannedResource[] {
  const steps = isObject(json) ? json["steps"] : undefined;
  if (!Array.isArray(steps)) return fail("a document without steps");
  // A replacement is told in several steps, of which each has the state that there will be.
  const after = new Map<string, ExportedResource>();
  for (const step of steps as { op: string; urn: string; newState?: ExportedResource }[]) {
    if (step.newState) after.set(step.urn, step.newState);
  }
  return plan([...after.values()]);
}

/** @throws {Error} for anything but a stack export or a preview */
export const fromEngine = (json: unknown): PlannedResource[] =>
  isObject(json) && "steps" in json ? fromPreview(json) : fromStackExport(json);

function plan(all: readonly ExportedResource[]): PlannedResource[] {
  const byUrn = new Map(all.map((resource) => [resource.urn, resource]));
  return all
    .filter(({ custom, delete: pending, external, type }) => {
      return custom === true && !pending && !external && !type.startsWith("pulumi:");
    })
    .map((resource): PlannedResource => {
      const { urn, type, id, inputs = {}, outputs, propertyDependencies } = resource;
      const parent = outermost(resource, (one) => byUrn.get(one));
      return {
        type,
        urn,
        name: nameIn(urn),
        inputs,
        ...(parent === undefined ? {} : { parent }),
        ...(id === undefined ? {} : { id }),
        ...(outputs === undefined ? {} : { outputs }),
        ...(propertyDependencies === undefined ? {} : { references: propertyDependencies }),
      };
    });
}
