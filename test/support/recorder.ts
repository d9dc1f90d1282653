import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as pulumi from "@pulumi/pulumi";
import type {
  RegisterResourceRequest,
  RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Account } from "../../simulator/account";
import { printedImage } from "../../commands/shared/printed-image";
import { mocksFor } from "../../simulator/provider/mocks";
import { mockComponents } from "../../simulator/provider/awsx/mocks";
import { runMocked } from "../../commands/shared/run-mocked";

type Properties = Record<string, unknown>;

/** A resource that a program registered. */
interface RecordedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly inputs: Properties;
  /** The state after creation, and the id of a resource that is no component. */
  readonly outputs: Properties;
  /** Unset for a resource without a parent. */
  readonly parentType?: string;
  /** Reference to its provider; empty for the default one. */
  readonly provider: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** The id of the existing resource that the program imports with the `import` option. */
  readonly importId?: string;
}

/** A lookup that a program made. */
interface RecordedCall {
  readonly token: string;
  readonly inputs: Properties;
  /** As of a resource. */
  readonly provider: string;
}

/** What a program registered, in the order of registration. */
export interface Recording {
  readonly resources: RecordedResource[];
  readonly calls: RecordedCall[];
  /** What the program warned of. */
  readonly warnings: string[];
  /** The outputs of the stack; empty if the program has none. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** How many resources there are of each type. */
  counts(): Record<string, number>;
  names(): string[];
  /** Sorted lines of type and name. */
  inventory(): string;
  /** The one resource of that name, and of that type if one is given; fails when there is none or several. */
  find(name: string, type?: string): RecordedResource;
}

interface RecordOptions {
  /** Stack configuration, e.g. `{ "aws:region": "eu-west-1" }`. @default - region us-east-1 */
  readonly config?: Record<string, string>;
  /** What the AWS account holds already. @default - an empty account */
  readonly account?: Account | undefined;
  /** @default "dev" */
  readonly stack?: string;
  /** @default "organization", as with every backend but Pulumi Cloud */
  readonly organization?: string;
}

const PROJECT = "holdfast";

/** The properties of a message; secrets, which come wrapped one level deep, as bare values. */
const propertiesIn = (struct: Struct | undefined): Properties =>
  Object.fromEntries(
    Object.entries(struct ? pulumi.runtime.deserializeProperties(struct) : {}).map(
      ([key, value]) => [key, pulumi.runtime.unwrapRpcSecret(value) as unknown],
    ),
  );

const typeIn = (urn: string): string | undefined => urn.split("::")[2]?.split("$").pop();

function describe(
  request: RegisterResourceRequest,
  response: RegisterResourceResponse,
): RecordedResource {
  const parentType = typeIn(request.getParent());
  return {
    type: request.getType(),
    name: request.getName(),
    urn: response.getUrn(),
    inputs: propertiesIn(request.getObject()),
    outputs: {
      ...propertiesIn(response.getObject()),
      ...(request.getCustom() ? { id: response.getId() } : {}),
    },
    ...(parentType ? { parentType } : {}),
    provider: request.getProvider(),
    protect: request.getProtect() === true,
    retainOnDelete: request.getRetainondelete() === true,
    ...(request.getImportid() ? { importId: request.getImportid() } : {}),
  };
}

type Register = (
  request: RegisterResourceRequest,
  callback: (error: Error | null, response: RegisterResourceResponse) => void,
) => void;

/** Notes every resource that the mocks are asked for: the mocks themselves see neither URNs nor options. */
function listen(resources: RecordedResource[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as { registerResource: Register };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) =>
    register(request, (error, response) => {
      if (!error) {
        resources.push(describe(request, response));
      }
      callback(error, response);
    });
}

/**
 * Runs a program against the simulated AWS without the engine and records what it registers. Fails when
 * the program fails, when it uses a type or a lookup that is not modelled, and when AWS would refuse
 * what it asks for.
 */
export async function record(
  program: () => unknown,
  {
    config = {},
    account = Account.inMemory(),
    stack = "dev",
    organization = "organization",
  }: RecordOptions = {},
): Promise<Recording> {
  const mocks = mocksFor(account, printedImage(account));
  const resources: RecordedResource[] = [];
  const calls: RecordedCall[] = [];
  const call: pulumi.runtime.Mocks["call"] = (args) => {
    const { token, provider = "" } = args;
    calls.push({ token, inputs: args.inputs as Properties, provider });
    return mocks.call(args);
  };
  pulumi.runtime.setAllConfig({ "aws:region": "us-east-1", ...config });
  await pulumi.runtime.setMocks(
    { newResource: (args) => mocks.newResource(args), call },
    PROJECT,
    stack,
    false,
    organization,
  );
  listen(resources);
  mockComponents();
  let outputs: Recording["outputs"] = {};
  const run = async (): Promise<void> => {
    outputs = ((await program()) ?? {}) as Recording["outputs"];
  };
  const warnings = await runMocked(run);
  return {
    resources,
    calls,
    warnings,
    outputs,
    counts: () => {
      const counts: Record<string, number> = {};
      resources.forEach(({ type }) => (counts[type] = (counts[type] ?? 0) + 1));
      return counts;
    },
    names: () => resources.map(({ name }) => name),
    inventory: () =>
      resources
        .map(({ type, name }) => `${type} ${name}`)
        .sort()
        .map((line) => `${line}\n`)
        .join(""),
    find: (name, type) => {
      const [one, another] = resources.filter(
        (resource) => resource.name === name && (type ?? resource.type) === resource.type,
      );
      if (!one || another) {
        const names = resources.map((resource) => resource.name).join(", ");
        throw new Error(
          `${one ? "several resources are" : "no resource is"} named ${name}; there are ${names}`,
        );
      }
      return one;
    },
  };
}
