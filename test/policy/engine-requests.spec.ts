import assert from "node:assert/strict";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { watchEngine } from "../../policy/engine-requests";
import { ALL_POLICIES } from "../../policy/policies";

interface Method<R> {
  requestDeserialize: (bytes: Uint8Array) => R;
}

/* eslint-disable-next-line @typescript-eslint/no-require-imports -- a module of the SDK whose exports are replaced */
const { AnalyzerService: service } = require("@pulumi/pulumi/proto/analyzer_grpc_pb") as {
  AnalyzerService: {
    configure: Method<analyzer.ConfigureAnalyzerRequest>;
    configureStack: Method<analyzer.AnalyzerStackConfigureRequest>;
  };
};

describe("watchEngine", () => {
  const original = { ...service.configure };
  const originalStack = { ...service.configureStack };
  afterEach(() => {
    Object.assign(service.configure, original);
    Object.assign(service.configureStack, originalStack);
  });

  function stackWith(...keys: string[]): analyzer.AnalyzerStackConfigureRequest {
    const request = new analyzer.AnalyzerStackConfigureRequest();
    for (const key of keys) request.getConfigMap().set(key, "{}");
    return request;
  }

  function packWith(config: Record<string, Record<string, unknown>>) {
    const request = new analyzer.ConfigureAnalyzerRequest();
    for (const [name, settings] of Object.entries(config)) {
      const one = new analyzer.PolicyConfig();
      one.setProperties(
        Struct.fromJavaScript(settings as Parameters<typeof Struct.fromJavaScript>[0]),
      );
      request.getPolicyconfigMap().set(name, one);
    }
    return service.configure.requestDeserialize(request.serializeBinary());
  }

  it("tells holdfast's stacks by their configuration", () => {
    const facts = watchEngine(ALL_POLICIES);
    const read = (...keys: string[]) => {
      service.configureStack.requestDeserialize(stackWith(...keys).serializeBinary());
      return facts.isHoldfast;
    };
    assert.equal(facts.isHoldfast, false);
    assert.equal(read("aws:region", "holdfast:network"), true);
    assert.equal(read("aws:region", "shop:holdfast"), false);
  });

  it("passes on a configuration that is right", () => {
    watchEngine(ALL_POLICIES);
    const request = packWith({ all: {}, "aws-ec2-eip-disallow-release": { keep: ["one"] } });
    assert.deepEqual([...request.getPolicyconfigMap().keys()].sort(), [
      "all",
      "aws-ec2-eip-disallow-release",
    ]);
  });

  it("refuses one that is not, with all that is wrong", () => {
    watchEngine(ALL_POLICIES);
    const request = packWith({
      "aws-cost-stack-require-budget": { monthly: 700 },
      "aws-ec2-eip-require-protection": {},
    });
    // Where the SDK reads it, which answers the engine with the stack of what is thrown.
    assert.throws(() => request.getPolicyconfigMap(), {
      stack: [
        "the configuration of the policy pack is wrong; nothing was judged",
        "  aws-cost-stack-require-budget.monthly: is not a setting. Did you mean monthlyUsd?",
        "  aws-ec2-eip-require-protection: no policy has this name. Did you mean aws-ec2-eip-require-protect?",
      ].join("\n"),
    });
  });
});
