import { type Resource, STACK, nameIn, outermost } from "./resource";
import { newestType } from "./type-aliases";

/** A resource as a state has it: components and the stack itself are among them. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  /** False for a component. */
  readonly custom?: boolean;
  /** It is gone from the program, and not yet from AWS. */
  readonly delete?: boolean;
  /** It was only read. */
  readonly external?: boolean;
  readonly protect?: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** What the engine was about to do when it was killed. */
interface PendingOperation {
  readonly type: string;
  readonly resource: StateResource;
}

/** What `pulumi stack export` prints. */
export interface StackExport {
  readonly deployment: {
    readonly resources: readonly StateResource[];
    readonly pending_operations: readonly PendingOperation[];
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Reads a stack export; whatever else it holds stays in it, so that it can be imported again.
 *
 * @throws {Error} for anything but a stack export
 */
export function readExport(json: unknown): StackExport {
  const deployment = isObject(json) ? json["deployment"] : undefined;
  const { resources = [], pending_operations = [] } = isObject(deployment) ? deployment : {};
  if (!isObject(deployment) || !Array.isArray(resources)) {
    throw new Error("this is not what `pulumi stack export` prints: no deployment with resources");
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
 * The resources that AWS holds for the stack by its export: no components, nothing that is pending
 * deletion, nothing that was only read. The parent of each is its outermost component.
 *
 * @throws {Error} for anything but a stack export
 */
export const fromStackExport = (json: unknown): Resource[] =>
  resourcesIn(readExport(json).deployment.resources);

/** The resources among those of a state that AWS holds, each with its outermost component as parent. */
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
