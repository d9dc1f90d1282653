import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

/** What the engine orders operations by: names of what resources depend on, by type and name. */
export interface Ordering {
  readonly dependencies: Map<string, Set<string>>;
  readonly deletedWith: Map<string, string>;
}

const nameIn = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);
const typeIn = (urn: string): string => urn.split("::")[2]!.split("$").pop()!;

/** Key of a resource: `command:local:Command app-gate`. */
const keyIn = (urn: string): string => `${typeIn(urn)} ${nameIn(urn)}`;

/** Notes what each resource that is registered from now on depends on; for use in a recorded program. */
export function watchOrdering(): Ordering {
  const ordering: Ordering = { dependencies: new Map(), deletedWith: new Map() };
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    registerResource: (request: RegisterResourceRequest, callback: unknown) => unknown;
  };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    const key = `${request.getType()} ${request.getName()}`;
    ordering.dependencies.set(key, new Set(request.getDependenciesList().map(keyIn)));
    if (request.getDeletedwith()) {
      ordering.deletedWith.set(key, keyIn(request.getDeletedwith()));
    }
    return register(request, callback);
  };
  return ordering;
}
