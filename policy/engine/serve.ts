import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/analyzer_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { newestType } from "../../stack/type-aliases";
import type { Pack } from "../pack";
import { factsOf, resourceOf, settingsOf, stackResourceOf } from "./requests";
import { type About, infoOf, responseOf } from "./responses";

/*
 * The engine's side of a pack, `pulumirpc.Analyzer`. The SDK's server parses a resource again for each
 * policy, and all resources again for each stack policy. It also loads all of @pulumi/pulumi, which takes
 * longer than the rest.
 */

/** As the engine's own limit: property values can be far above gRPC's 4 MB. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Messages are sent as bytes; those of a type without violations are serialized once. */
const bytes = (message: Buffer): Buffer => message;

const encoded = (message: rpc.AnalyzeResponse): Buffer => Buffer.from(message.serializeBinary());

const NOTHING = Buffer.alloc(0);

const service = {
  ...AnalyzerService,
  analyze: { ...AnalyzerService.analyze, responseSerialize: bytes },
  // Called for each resource, although the pack never remediates: the request is not even parsed.
  remediate: {
    ...AnalyzerService.remediate,
    requestDeserialize: () => NOTHING,
    responseSerialize: bytes,
  },
};

interface Serving {
  readonly port: number;
  close(): void;
}

/** Serves a pack on a free port of the loopback interface. */
export function serve(about: About, pack: Pack): Promise<Serving> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(service, methodsOf(about, pack));
  return new Promise((resolve, reject) => {
    const credentials = grpc.ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", credentials, (error, port) =>
      error ? reject(error) : resolve({ port, close: () => server.forceShutdown() }),
    );
  });
}

function methodsOf(about: About, pack: Pack): grpc.UntypedServiceImplementation {
  const passed = new Map<string, Buffer>();
  /** The answer about a resource without violations, by its type. */
  const pass = (type: string): Buffer => {
    const known = passed.get(type) ?? encoded(responseOf(about, [], pack.notOf(type)));
    passed.set(type, known);
    return known;
  };
  return {
    configureStack: method((request: rpc.AnalyzerStackConfigureRequest) => {
      pack.configureStack(factsOf(request));
      passed.clear();
      return new rpc.AnalyzerStackConfigureResponse();
    }),
    getAnalyzerInfo: method(() => infoOf(about, pack)),
    getPluginInfo: method(() => {
      const info = new PluginInfo();
      info.setVersion(about.version);
      return info;
    }),
    configure: method((request: rpc.ConfigureAnalyzerRequest) => {
      pack.configure(settingsOf(request));
      passed.clear();
      return new Empty();
    }),
    analyze: method((request: rpc.AnalyzeRequest) => {
      const type = newestType(request.getType());
      if (!pack.judges(type)) return pass(type);
      const found = pack.judgeResource(resourceOf(request));
      if (found.length === 0) return pass(type);
      return encoded(responseOf(about, found, pack.notOf(type)));
    }),
    analyzeStack: method((request: rpc.AnalyzeStackRequest) =>
      responseOf(about, pack.judgeStack(request.getResourcesList().map(stackResourceOf))),
    ),
    remediate: method(() => NOTHING),
    cancel: method(() => new Empty()),
  };
}

/** A gRPC method: the message of a thrown error reaches the user. */
function method<Request, Response>(
  answer: (request: Request) => Response,
): grpc.handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    try {
      callback(null, answer(request));
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error);
      callback({ code: grpc.status.UNKNOWN, details });
    }
  };
}
