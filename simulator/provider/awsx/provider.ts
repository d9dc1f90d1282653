import * as pulumi from "@pulumi/pulumi";
import { version } from "@pulumi/awsx/package.json";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import * as state from "@pulumi/pulumi/runtime/state";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Server, method, serve, toStruct } from "../grpc";
import { checkArguments, createChildren } from "./children";

/** Used by the SDK's own provider server; exported without types. */
interface Internals {
  withLocalStorage<T>(run: () => Promise<T>): Promise<T>;
  resetOptions(
    project: string,
    stack: string,
    parallel: number,
    engine: string,
    monitor: string,
    preview: boolean,
    organization: string,
  ): void;
  awaitFeatureSupport(): Promise<void>;
  waitForRPCs(): Promise<void>;
}
const internals = { ...pulumi.runtime, ...state } as unknown as Internals;

/**
 * Serves the components of awsx to the Pulumi engine, which calls Construct for each. Their children are
 * registered with the engine like a program's own. Attach it with PULUMI_DEBUG_PROVIDERS=awsx:<port>.
 */
export async function serveAwsxProvider(): Promise<Server> {
  let engine = "";
  return serve(version, {
    attach: method((request: PluginAttach) => {
      engine = request.getAddress();
      return new Empty();
    }),
    configure: method(() => {
      const response = new rpc.ConfigureResponse();
      response.setSupportspreview(true);
      response.setAcceptsecrets(true);
      return response;
    }),
    // Each run has a separate runtime, so that this process can run any number of them at once.
    construct: method((request: rpc.ConstructRequest) =>
      internals.withLocalStorage(async () => {
        await prepareRuntime(request, engine);
        return construct(request);
      }),
    ),
  });
}

async function prepareRuntime(request: rpc.ConstructRequest, engine: string): Promise<void> {
  internals.resetOptions(
    request.getProject(),
    request.getStack(),
    request.getParallel(),
    engine,
    request.getMonitorendpoint(),
    request.getDryrun(),
    request.getOrganization(),
  );
  await internals.awaitFeatureSupport();
  pulumi.runtime.setAllConfig(Object.fromEntries(request.getConfigMap().toArray()));
}

async function construct(request: rpc.ConstructRequest): Promise<rpc.ConstructResponse> {
  const type = request.getType();
  const name = request.getName();
  const values = pulumi.runtime.deserializeProperties(request.getInputs()!) as object;
  checkArguments(type, { ...values });
  const component = new pulumi.ComponentResource(type, name, {}, optionsOf(request));
  const { service, taskDefinition } = createChildren(
    type,
    name,
    inputsOf(request, values),
    component,
  );
  // A rejected child fails the component, and with it the program.
  await Promise.all([settled(service.arn), settled(taskDefinition.arn)]);
  await internals.waitForRPCs();
  const response = new rpc.ConstructResponse();
  response.setUrn(await settled(component.urn));
  response.setState(toStruct({}));
  return response;
}

const settled = <T>(output: pulumi.Output<T>): Promise<T> =>
  (output as unknown as { promise(): Promise<T> }).promise();

const onUrn = (urn: string): pulumi.Resource => new pulumi.DependencyResource(urn);

function optionsOf(request: rpc.ConstructRequest): pulumi.ComponentResourceOptions {
  return {
    dependsOn: request.getDependenciesList().map(onUrn),
    ...(request.getProtect() && { protect: true }),
    ...(request.getParent() && { parent: onUrn(request.getParent()) }),
  };
}

/** The arguments, with their dependencies in the program. */
function inputsOf(request: rpc.ConstructRequest, values: object): Record<string, unknown> {
  const dependencies = request.getInputdependenciesMap();
  return Object.fromEntries(
    Object.entries(values).map(([key, value]: [string, unknown]) => {
      const urns = dependencies.get(key)?.getUrnsList() ?? [];
      if (urns.length === 0) return [key, value];
      const bare = pulumi.runtime.unwrapRpcSecret(value) as unknown;
      return [key, pulumi.output([bare, ...urns.map((urn) => onUrn(urn).urn)]).apply(([v]) => v)];
    }),
  );
}
