import * as pulumi from "@pulumi/pulumi";
import type {
  RegisterResourceRequest,
  RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Account, mockComponents, mocksFor } from "../../simulator";
import { printedImage } from "./printed-image";
import { createExisting } from "./existing-resources";
import { runMocked } from "./run-mocked";
import type { Resource } from "../../stack/resource";
import type { StackSettings } from "../../stack/stack-settings";
import { newestType } from "../../stack/type-aliases";

type Properties = Parameters<typeof pulumi.runtime.deserializeProperties>[0];

type Register = (
  request: RegisterResourceRequest,
  callback: (error: Error | null, response: RegisterResourceResponse) => void,
) => void;

/**
 * In the format in which the engine passes it to a program. An adopted address is replaced with a new one,
 * which costs the same and needs no lookup.
 */
function configOf({ region, sections }: StackSettings): Record<string, string> {
  const { addresses, ...others } = sections as { addresses?: object };
  const written = { ...others, addresses: { ...addresses, adopt: {} } };
  return {
    "aws:region": region,
    ...Object.fromEntries(
      Object.entries(written).map(([key, value]) => [`holdfast:${key}`, JSON.stringify(value)]),
    ),
  };
}

/**
 * Runs this project's program with a stack's settings against an empty simulated account, without the engine,
 * and returns the declared resources. Takes about two seconds the first time.
 *
 * @throws {Error} when the program fails
 */
export async function planProgram(project: string, settings: StackSettings): Promise<Resource[]> {
  const account = Account.inMemory();
  createExisting(account, settings);
  pulumi.runtime.setAllConfig(configOf(settings));
  const mocks = mocksFor(account, printedImage(account));
  await pulumi.runtime.setMocks(mocks, project, settings.stack, false, "organization");
  const resources: Resource[] = [];
  listen(resources);
  mockComponents();
  const path = require.resolve("../../index");
  delete require.cache[path];
  await runMocked(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a fresh run for each stack
    const program = require(path) as () => Promise<unknown>;
    return program();
  });
  return resources;
}

/** Records every resource: mocks see neither URNs nor parents. */
function listen(resources: Resource[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as { registerResource: Register };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) =>
    register(request, (error, response) => {
      if (!error) resources.push(planned(request, response));
      callback(error, response);
    });
}

function planned(request: RegisterResourceRequest, response: RegisterResourceResponse): Resource {
  const parent = request.getParent();
  const id = response.getId();
  return {
    type: newestType(request.getType()),
    name: request.getName(),
    urn: response.getUrn(),
    inputs: bare(request.getObject()!),
    outputs: bare(response.getObject()!),
    ...(parent === "" ? {} : { parent }),
    ...(id === "" ? {} : { id }),
  };
}

const bare = (properties: Properties): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(pulumi.runtime.deserializeProperties(properties) as Record<string, unknown>).map(
      ([key, value]) => [key, pulumi.runtime.unwrapRpcSecret(value) as unknown],
    ),
  );
