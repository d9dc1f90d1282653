import * as grpc from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { type Server, listenForOwnUser } from "../loopback/own-user-server";
import type { Values } from "../model/values";

export type { Server } from "../loopback/own-user-server";

/** Property values can be far above gRPC's default limit of 4 MB; this is the engine's own limit. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

export const toValues = (struct: Struct | undefined): Values => struct?.toJavaScript() ?? {};

/** Leaves out undefined values, which a Struct cannot contain. */
export const toStruct = (values: Values): Struct =>
  Struct.fromJavaScript(JSON.parse(JSON.stringify(values)) as Record<string, never>);

/** Turns a function into a gRPC method: the message of a thrown error reaches the user. */
export function method<Request, Response>(
  answer: (request: Request, call: { getPeer(): string }) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request, call))
      .then(
        (response) => callback(null, response),
        (error: unknown) =>
          callback({
            code: grpc.status.UNKNOWN,
            details: error instanceof Error ? error.message : String(error),
          }),
      );
  };
}

const unimplemented: grpc.handleUnaryCall<unknown, never> = (_, callback) =>
  callback({ code: grpc.status.UNIMPLEMENTED, details: "not part of the simulated provider" });

/** Methods that are the same for every provider. */
const common = (version: string): grpc.UntypedServiceImplementation => ({
  getPluginInfo: method(() => {
    const info = new PluginInfo();
    info.setVersion(version);
    return info;
  }),
  attach: method(() => new Empty()),
  cancel: method(() => new Empty()),
});

/**
 * Serves a provider to this user's processes on a free port of the loopback interface; missing methods return
 * UNIMPLEMENTED. The engine warns if the version is older than that of the program's package.
 */
export async function serve(
  version: string,
  methods: grpc.UntypedServiceImplementation,
): Promise<Server> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  const rest = Object.fromEntries(
    Object.keys(ResourceProviderService).map((name) => [name, unimplemented]),
  );
  server.addService(ResourceProviderService, { ...rest, ...common(version), ...methods });
  const injector = server.createConnectionInjector(grpc.ServerCredentials.createInsecure());
  const listener = await listenForOwnUser((connection) => injector.injectConnection(connection));
  return {
    port: listener.port,
    close: () => {
      server.forceShutdown();
      return listener.close();
    },
  };
}
