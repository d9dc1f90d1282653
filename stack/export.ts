import { type Resource, STACK, nameIn, outermost } from "./resource";
import { newestType } from "./type-aliases";

/** A resource in a state, including components and the stack itself. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  /** False for a component. */
  readonly custom?: boolean;
  /** Whether it has left the program and is still to be deleted from AWS. */
  readonly delete?: boolean;
  /** Whether it was only read. */
  readonly external?: boolean;
  readonly protect?: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** An operation that was in progress when the engine was killed. */
interface PendingOperation {
  readonly type: string;
  readonly resource: StateResource;
}

/** Output of `pulumi stack export`. */
export interface StackExport {
  readonly deployment: {
    readonly resources: readonly StateResource[];
    readonly pending_operations: readonly PendingOperation[];
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Reads a stack export. Unknown fields are kept, so that it can be imported again.
 *
 * @throws {Error} for anything but a stack export
 */
export function readExport(json: unknown): StackExport {
  const deployment = isObject(json) ? json["deployment"] : undefined;
  const { resources = [], pending_operations = [] } = isObject(deployment) ? deployment : {};
  if (!isObject(deployment) || !Array.isArray(resources)) {
    throw new Error("not an output of `pulumi stack export`: it has no deployment with resources");
  }
  return {
    ...(json as object),
    deployment: { ...deployment, resources, pending_operations } as StackExport["deployment"],
  };
}

/** The outputs of the program. */
export const outputsOf = ({ deployment }: StackExport): Readonly<Record<string, unknown>> =>
  deployment.resources.find(({ type }) => type === STACK)?.outputs ?? {};

/**
 * Returns the resources of a stack export that exist in AWS: without components, resources pending deletion, and
 * resources that were only read. The parent of each is its outermost component.
 *
 * @throws {Error} for anything but a stack export
 */
export const fromStackExport = (json: unknown): Resource[] =>
  resourcesIn(readExport(json).deployment.resources);

/** Returns the resources of a state that exist in AWS, each with its outermost component as parent. */
export function resourcesIn(all: readonly StateResource[]): Resource[] {
  const byUrn = new Map(all.map((resource) => [resource.urn, resource]));
  return all
    .filter(({ custom, delete: pending, external, type }) => {
      return custom === true && !pending && !external && !type.startsWith("pulumi:");
    })
    .map((resource): Resource => {
      const { urn, type, id, inputs = {}, outputs, propertyDependencies, protect } = resource;
      const parent = outermost(resource, (one) => byUrn.get(one));
      const name = nameIn(urn);
      return {
        type: newestType(type),
        urn,
        name,
        inputs,
        parent,
        id,
        outputs,
        protect,
        references: propertyDependencies,
      };
    });
}
