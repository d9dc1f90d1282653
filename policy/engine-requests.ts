/* eslint-disable @typescript-eslint/no-require-imports -- the SDK's own module, wherever that is installed */
import type {
  AnalyzerStackConfigureRequest,
  ConfigureAnalyzerRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { dirname } from "node:path";
import { problemsIn } from "./check-config";
import type { HoldfastPolicy } from "./model/policy";

interface Method<R> {
  requestDeserialize: (bytes: Buffer) => R;
}

interface AnalyzerService {
  readonly configure: Method<ConfigureAnalyzerRequest>;
  readonly configureStack: Method<AnalyzerStackConfigureRequest>;
}

const SERVICE = "@pulumi/pulumi/proto/analyzer_grpc_pb";

/** What the engine says of the stack, before it asks for the levels of the policies. */
export interface StackFacts {
  /** Whether the stack's configuration has a section of holdfast's: `holdfast:network`, `holdfast:entry`. */
  isHoldfast: boolean;
}

/**
 * Reads what the engine tells the pack and the SDK keeps to itself: the stack's configuration, and the whole
 * configuration of the pack, of which each policy sees its own part. Has to come before the pack starts. What is
 * wrong in the pack's configuration ends the operation before anything is judged.
 */
export function watchEngine(policies: readonly HoldfastPolicy[]): StackFacts {
  const facts = { isHoldfast: false };
  const folder = dirname(require.resolve("@pulumi/policy/package.json"));
  const file = require.resolve(SERVICE, { paths: [folder] });
  const { AnalyzerService } = require(file) as { AnalyzerService: AnalyzerService };
  listen(AnalyzerService.configureStack, (request) => {
    facts.isHoldfast = [...request.getConfigMap().keys()].some((key) =>
      key.startsWith("holdfast:"),
    );
  });
  listen(AnalyzerService.configure, (request) => {
    const config: Record<string, Record<string, unknown>> = {};
    request.getPolicyconfigMap().forEach((policy, name) => {
      config[name] = policy.getProperties()?.toJavaScript() ?? {};
    });
    const problems = problemsIn(config, policies);
    if (problems.length > 0) request.getPolicyconfigMap = () => refuse(problems);
  });
  return facts;
}

/** Throws what the SDK answers the engine, which ends the operation with it. */
function refuse(problems: readonly string[]): never {
  const error = new Error(
    ["the configuration of the policy pack is wrong; nothing was judged", ...problems].join("\n  "),
  );
  // The SDK prints the stack.
  error.stack = error.message;
  throw error;
}

function listen<R>(method: Method<R>, listener: (request: R) => void): void {
  const read = method.requestDeserialize;
  method.requestDeserialize = (bytes) => {
    const request = read(bytes);
    listener(request);
    return request;
  };
}
