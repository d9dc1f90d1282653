import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as pulumi from "@pulumi/pulumi";
import type {
  RegisterResourceRequest,
  RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { runMocked } from "../../../commands/shared/run-mocked";
import type { Resource } from "../../../stack/resource";
import { newestType } from "../../../stack/type-aliases";
import { addressOf, type View } from "../plan";

type Properties = Record<string, unknown>;
type Register = (
  request: RegisterResourceRequest,
  callback: (error: Error | null, response: RegisterResourceResponse) => void,
) => void;

/** Outputs that programs pass on, as AWS gives them; each resource has its own. */
const outputsOf = (name: string): Properties => ({
  arn: `arn:aws:mock:us-east-1:123456789012:${name}`,
  dnsName: `${name}.elb.amazonaws.com`,
  publicIp: addressOf(name),
  zoneId: `zone-of-${name}`,
  allocationId: `${name}-id`,
  name,
});

/**
 * What the engine would register for a program of aws and of components, on an AWS that takes everything. In a
 * preview, ids and what AWS makes up are unknown.
 */
export async function registrationsOf(program: () => unknown, view: View): Promise<Resource[]> {
  const isPreview = view === "previewed";
  pulumi.runtime.setAllConfig({ "aws:region": "us-east-1" });
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }: { name: string; inputs: Properties }) => ({
        id: isPreview ? undefined : `${name}-id`,
        state: isPreview ? inputs : { ...outputsOf(name), ...inputs },
      }),
      call: ({ inputs }: { inputs: Properties }) => inputs,
    },
    "foreign",
    "test",
    isPreview,
  );
  const resources: Resource[] = [];
  const monitor = pulumi.runtime.getMonitor() as unknown as { registerResource: Register };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) =>
    register(request, (error, response) => {
      if (!error) resources.push(registered(request, response, isPreview));
      callback(error, response);
    });
  // Without an engine, what the SDK warns of would go to the terminal: older names are deprecated.
  const { warn } = pulumi.log;
  Object.assign(pulumi.log, { warn: () => undefined });
  try {
    await runMocked(program);
  } finally {
    Object.assign(pulumi.log, { warn });
  }
  return resources;
}

function registered(
  request: RegisterResourceRequest,
  response: RegisterResourceResponse,
  isPreview: boolean,
): Resource {
  const dependencies = [...request.getPropertydependenciesMap().entries()];
  const parent = request.getParent();
  const isCustom = request.getCustom();
  return {
    type: newestType(request.getType()),
    name: request.getName(),
    urn: response.getUrn(),
    protect: request.getProtect() === true,
    references: Object.fromEntries(dependencies.map(([key, each]) => [key, each.getUrnsList()])),
    inputs: {
      ...(isCustom && { id: isPreview ? pulumi.runtime.unknownValue : response.getId() }),
      ...(isPreview ? {} : properties(response.getObject())),
      ...properties(request.getObject()),
    },
    ...(parent !== "" && { parent }),
  };
}

/** As the engine hands them on: with its marker in the place of what is unknown. */
const properties = (struct: Struct | undefined): Properties => struct?.toJavaScript() ?? {};
