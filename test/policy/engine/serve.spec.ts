import assert from "node:assert/strict";
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/analyzer_pb";
import { serve } from "../../../policy/engine/serve";
import { Pack } from "../../../policy/pack";
import { ALL_POLICIES } from "../../../policy/policies";
import { EIP, INSTANCE, NAT_GATEWAY, SUBNET, VPC } from "../../../stack/types";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SECRET = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
};
const ABOUT = {
  name: "tested",
  version: "1.2.3",
  displayName: "Tested",
  description: "A pack",
  provider: "aws",
};

type Properties = Record<string, unknown>;

const struct = (values: Properties): Struct =>
  Struct.fromJavaScript(values as Record<string, never>);
const urnOf = (name: string) => `urn:pulumi:test::test::t::${name}`;

function fill<R extends rpc.AnalyzeRequest | rpc.AnalyzerResource>(
  request: R,
  type: string,
  name: string,
  properties: Properties,
): R {
  request.setType(type);
  request.setName(name);
  request.setUrn(urnOf(name));
  request.setProperties(struct(properties));
  request.setOptions(new rpc.AnalyzerResourceOptions());
  return request;
}

const single = (type: string, properties: Properties) =>
  fill(new rpc.AnalyzeRequest(), type, "it", properties);

/** A resource at the end of a preview; `made` are the names of resources that a property is made from. */
function planned(
  type: string,
  name: string,
  properties: Properties,
  made: Readonly<Record<string, readonly string[]>> = {},
): rpc.AnalyzerResource {
  const resource = fill(new rpc.AnalyzerResource(), type, name, properties);
  for (const [property, names] of Object.entries(made)) {
    const dependencies = new rpc.AnalyzerPropertyDependencies();
    dependencies.setUrnsList(names.map(urnOf));
    resource.getPropertydependenciesMap().set(property, dependencies);
  }
  return resource;
}

describe("the engine's side of the policy pack", () => {
  let pack: Awaited<ReturnType<typeof serve>>;
  let client: AnalyzerClient;
  beforeEach(async () => {
    pack = await serve(ABOUT, new Pack(ALL_POLICIES));
    client = new AnalyzerClient(`127.0.0.1:${pack.port}`, grpc.credentials.createInsecure());
    await configureStack("aws:region", "holdfast:network");
  });
  afterEach(() => {
    client.close();
    pack.close();
  });

  type Answer<T> = (error: grpc.ServiceError | null, response: T) => void;
  const ask = <T>(call: (answer: Answer<T>) => unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      call((error, response) => (error ? reject(error) : resolve(response)));
    });
  const configureStack = (...keys: string[]) => {
    const request = new rpc.AnalyzerStackConfigureRequest();
    for (const key of keys) request.getConfigMap().set(key, "{}");
    return ask((answer) => client.configureStack(request, answer));
  };
  const analyze = (request: rpc.AnalyzeRequest) =>
    ask<rpc.AnalyzeResponse>((answer) => client.analyze(request, answer));
  const analyzeStack = (resources: rpc.AnalyzerResource[]) => {
    const request = new rpc.AnalyzeStackRequest();
    request.setResourcesList(resources);
    return ask<rpc.AnalyzeResponse>((answer) => client.analyzeStack(request, answer));
  };
  const configure = (name: string, level: rpc.EnforcementLevel, properties: Properties = {}) => {
    const request = new rpc.ConfigureAnalyzerRequest();
    const config = new rpc.PolicyConfig();
    config.setEnforcementlevel(level);
    config.setProperties(struct(properties));
    request.getPolicyconfigMap().set(name, config);
    return ask<Empty>((answer) => client.configure(request, answer));
  };
  const messages = (response: rpc.AnalyzeResponse, policy: string) =>
    response
      .getDiagnosticsList()
      .filter((one) => one.getPolicyname() === policy)
      .map((one) => one.getMessage().split("\n").at(-1));

  it("tells what every policy is, at which level, and what can be configured", async () => {
    const info = await ask<rpc.AnalyzerInfo>((answer) =>
      client.getAnalyzerInfo(new Empty(), answer),
    );
    assert.equal(info.getSupportsconfig(), true);
    assert.deepEqual(
      info.getPoliciesList().map((policy) => policy.getName()),
      ALL_POLICIES.map(({ name }) => name),
    );
    const told = info.getPoliciesList().map((policy) => policy.toObject());
    const subnets = told.find(({ name }) => name === "aws-ec2-subnet-require-two-zones")!;
    assert.equal(subnets.policyType, rpc.PolicyType.POLICY_TYPE_STACK);
    assert.equal(subnets.enforcementlevel, rpc.EnforcementLevel.MANDATORY);
    const schema = info
      .getPoliciesList()
      .find((policy) => policy.getName() === subnets.name)!
      .getConfigschema()!;
    const { zones } = schema.getProperties()!.toJavaScript() as Record<string, Properties>;
    assert.deepEqual([zones!["type"], zones!["default"]], ["integer", 2]);
  });

  it("answers a violation with its policy, and the policies of other types", async () => {
    const policy = "aws-ec2-instance-require-imdsv2";
    const response = await analyze(single(INSTANCE, {}));
    const [found] = response
      .getDiagnosticsList()
      .filter((one) => one.getPolicyname() === policy)
      .map((one) => one.toObject());
    const { what, why } = ALL_POLICIES.find(({ name }) => name === policy)!;
    assert.equal(found!.description, `${what} ${why}`);
    assert.ok(found!.message.startsWith(`${what} ${why}\n`));
    assert.deepEqual([found!.policypackname, found!.policypackversion], ["tested", "1.2.3"]);
    assert.equal(found!.enforcementlevel, rpc.EnforcementLevel.MANDATORY);
    const silent = response.getNotApplicableList().map((one) => one.getPolicyName());
    assert.ok(!silent.includes(policy));
    assert.ok(silent.includes("aws-lambda-function-require-supported-runtime"));
  });

  it("answers nothing for a resource that no policy judges, but policies of other types", async () => {
    for (let time = 1; time <= 2; time++) {
      const response = await analyze(single("other:index:Thing", { port: 22 }));
      assert.deepEqual(response.getDiagnosticsList(), []);
      assert.equal(
        response.getNotApplicableList().length,
        ALL_POLICIES.filter(({ kind }) => kind === "resource").length,
      );
    }
  });

  it("follows a configuration that comes after an answer", async () => {
    const policy = "aws-ec2-instance-require-imdsv2";
    const levels = async () =>
      (await analyze(single(INSTANCE, {})))
        .getDiagnosticsList()
        .filter((one) => one.getPolicyname() === policy)
        .map((one) => one.getEnforcementlevel());
    assert.deepEqual(await levels(), [rpc.EnforcementLevel.MANDATORY]);
    await configure(policy, rpc.EnforcementLevel.ADVISORY);
    assert.deepEqual(await levels(), [rpc.EnforcementLevel.ADVISORY]);
    await configure(policy, rpc.EnforcementLevel.DISABLED);
    assert.deepEqual(await levels(), []);
    const silent = (await analyze(single(VPC, {}))).getNotApplicableList();
    assert.ok(!silent.some((one) => one.getPolicyName() === policy));
  });

  it("knows a resource by each of its names", async () => {
    for (const module of ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"]) {
      const type = `aws:${module}/loadBalancer:LoadBalancer`;
      const response = await analyze(single(type, { loadBalancerType: "network" }));
      assert.equal(messages(response, "aws-lb-load-balancer-require-security-group").length, 1);
      const stack = await analyzeStack([planned(type, "one", { subnets: ["subnet-1"] })]);
      assert.equal(messages(stack, "aws-lb-load-balancer-require-two-zones").length, 1);
    }
  });

  it("tells holdfast's stacks by their configuration", async () => {
    const levels = async () => {
      const info = await ask<rpc.AnalyzerInfo>((answer) =>
        client.getAnalyzerInfo(new Empty(), answer),
      );
      return new Set(info.getPoliciesList().map((policy) => policy.getEnforcementlevel()));
    };
    const { ADVISORY, MANDATORY } = rpc.EnforcementLevel;
    assert.deepEqual(await levels(), new Set([MANDATORY, ADVISORY]));
    await configureStack("aws:region", "shop:holdfast");
    assert.deepEqual(await levels(), new Set([ADVISORY]));
    const response = await analyze(single(INSTANCE, {}));
    const found = response.getDiagnosticsList().map((one) => one.getEnforcementlevel());
    assert.deepEqual(new Set(found), new Set([ADVISORY]));
  });

  it("refuses a configuration that is wrong, in the words of the engine's error", async () => {
    await assert.rejects(configure("aws-cost-stack-require-budget", 0, { monthly: 700 }), {
      details:
        "the configuration of the policy pack is invalid; no policy was evaluated\n" +
        "  aws-cost-stack-require-budget.monthly: is not a setting. Did you mean monthlyUsd?",
    });
  });

  it("judges values that are secret, and leaves those that are unknown", async () => {
    const policy = "aws-ec2-instance-require-imdsv2";
    const optional = { httpTokens: "optional" };
    const judged = async (metadataOptions: unknown) =>
      messages(await analyze(single(INSTANCE, { metadataOptions })), policy).length;
    assert.equal(await judged({ ...SECRET, value: optional }), 1);
    assert.equal(await judged({ ...SECRET, value: { httpTokens: "required" } }), 0);
    assert.equal(await judged({ httpTokens: { ...SECRET, value: "optional" } }), 1);
    assert.equal(await judged(UNKNOWN), 0);
  });

  it("counts the provider's default tags", async () => {
    const policy = "aws-account-resource-require-tags";
    await configure(policy, rpc.EnforcementLevel.MANDATORY, { keys: ["team"] });
    const bare = single(VPC, {});
    assert.deepEqual(messages(await analyze(bare), policy), [
      "it should have the tag team, got none; set it",
    ]);
    const provider = new rpc.AnalyzerProviderResource();
    provider.setProperties(struct({ defaultTags: JSON.stringify({ tags: { team: "network" } }) }));
    const tagged = single(VPC, {});
    tagged.setProvider(provider);
    assert.deepEqual(messages(await analyze(tagged), policy), []);
  });

  it("judges the stack by the engine's dependencies where ids are unknown", async () => {
    const policy = "aws-ec2-subnet-require-two-zones";
    const resources = [
      planned(VPC, "net", { cidrBlock: "10.0.0.0/16" }),
      planned(
        SUBNET,
        "one",
        { vpcId: UNKNOWN, availabilityZone: "us-east-1a" },
        { vpcId: ["net"] },
      ),
    ];
    const response = await analyzeStack(resources);
    assert.deepEqual(messages(response, policy), [
      "private subnets of net should be in at least 2 availability zones, got us-east-1a; add one in another zone",
    ]);
    const [found] = response.getDiagnosticsList().filter((one) => one.getPolicyname() === policy);
    assert.equal(found!.getUrn(), urnOf("net"));
  });

  it("judges the resources of the next run, as many as before", async () => {
    const policy = "aws-ec2-eip-require-protect";
    const address = (isProtected: boolean) => {
      const resource = planned(EIP, "one", {});
      resource.getOptions()!.setProtect(isProtected);
      return resource;
    };
    for (const isProtected of [false, true, false]) {
      const response = await analyzeStack([address(isProtected)]);
      assert.equal(messages(response, policy).length, isProtected ? 0 : 1);
    }
  });

  it("remediates nothing", async () => {
    const request = single(NAT_GATEWAY, { tags: { ...SECRET, value: {} } });
    const response = await ask<rpc.RemediateResponse>((answer) =>
      client.remediate(request, answer),
    );
    assert.deepEqual(response.toObject(), { remediationsList: [], notApplicableList: [] });
  });

  it("answers what the engine asks before it judges, and refuses what it does not know", async () => {
    const plugin = await ask<{ getVersion(): string }>((answer) =>
      client.getPluginInfo(new Empty(), answer),
    );
    assert.equal(plugin.getVersion(), "1.2.3");
    await ask((answer) => client.cancel(new Empty(), answer));
    await assert.rejects(
      ask((answer) => client.handshake(new rpc.AnalyzerHandshakeRequest(), answer)),
      { code: grpc.status.UNIMPLEMENTED },
    );
  });
});
