import assert from "node:assert/strict";
import {
  type PolicyResource,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { packPolicies } from "../../policy/pack";
import { ALL_POLICIES } from "../../policy/policies";
import { unknownCheckingProxy } from "./guard";
import {
  EIP,
  INGRESS_RULE,
  INSTANCE,
  NAT_GATEWAY,
  SECURITY_GROUP,
  SUBNET,
  VPC,
} from "../../stack/types";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const pack = packPolicies(ALL_POLICIES, { isHoldfast: true });
const policy = (name: string) => pack.find((each) => each.name === name)!;

const opts = {
  protect: false,
  ignoreChanges: [],
  aliases: [],
  additionalSecretOutputs: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
};

const never = () => {
  throw new Error("not applicable");
};

function planned(
  type: string,
  name: string,
  props: Record<string, unknown>,
  propertyDependencies: Record<string, PolicyResource[]> = {},
): PolicyResource {
  return {
    type,
    name,
    opts,
    propertyDependencies,
    dependencies: [],
    urn: `urn:pulumi:test::test::${type}::${name}`,
    props: unknownCheckingProxy(props),
    isType: () => false,
    asType: () => undefined,
  };
}

async function onStack(name: string, resources: PolicyResource[], config: object = {}) {
  const found: [string, string | undefined][] = [];
  const { validateStack } = policy(name) as StackValidationPolicy;
  await validateStack(
    {
      resources,
      stackTags: new Map<string, string>(),
      notApplicable: never,
      getConfig: <T extends object>() => config as T,
    },
    (message, urn) => found.push([message, urn]),
  );
  return found;
}

async function onResource(
  name: string,
  type: string,
  props: Record<string, unknown>,
  more: Partial<ResourceValidationArgs> = {},
) {
  const found: string[] = [];
  const { validateResource } = policy(name) as ResourceValidationPolicy;
  assert.ok(typeof validateResource === "function");
  await validateResource(
    {
      type,
      name: "it",
      urn: `urn:pulumi:test::test::${type}::it`,
      opts,
      props: unknownCheckingProxy(props),
      stackTags: new Map<string, string>(),
      notApplicable: never,
      isType: () => false,
      asType: () => undefined,
      getConfig: <T extends object>() => ({}) as T,
      ...more,
    },
    (message) => found.push(message),
  );
  return found;
}

describe("policy pack", () => {
  it("names policies by service, resource, verb and what, each once", () => {
    for (const { name } of pack) {
      assert.match(name, /^aws-[a-z0-9]+(-[a-z0-9]+)+-(require|disallow|configure)-[a-z0-9-]+$/);
    }
    assert.equal(new Set(pack.map(({ name }) => name)).size, pack.length);
  });

  it("has levels of its own for holdfast's stacks, and advises other programs", () => {
    const levels = (isHoldfast: boolean) =>
      new Set(packPolicies(ALL_POLICIES, { isHoldfast }).map((each) => each.enforcementLevel));
    assert.deepEqual(levels(true), new Set(["mandatory", "advisory"]));
    assert.deepEqual(levels(false), new Set(["advisory"]));
    const facts = { isHoldfast: false };
    const [first] = packPolicies(ALL_POLICIES, facts);
    facts.isHoldfast = true;
    assert.equal(first!.enforcementLevel, "mandatory");
  });

  it("knows a resource by each of its names", async () => {
    const name = "aws-lb-load-balancer-require-security-group";
    const { validateResource } = policy(name) as ResourceValidationPolicy;
    // With this mark, the SDK would leave out all other names.
    assert.equal(
      (validateResource as unknown as Record<string, unknown>)["__pulumiType"],
      undefined,
    );
    for (const module of ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"]) {
      const type = `aws:${module}/loadBalancer:LoadBalancer`;
      assert.equal((await onResource(name, type, { loadBalancerType: "network" })).length, 1);
      const balancer = planned(type, "one", { subnets: ["subnet-1"] });
      assert.equal((await onStack("aws-lb-load-balancer-require-two-zones", [balancer])).length, 1);
    }
  });

  it("judges a resource at once, and several of them together at the end", async () => {
    const name = "aws-ec2-security-group-disallow-open-administration";
    const ssh = { securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 22, toPort: 22 };
    const group = planned(SECURITY_GROUP, "group", { id: "sg-1" });
    const rules = ["3.0.0.0/8", "13.0.0.0/8"].map((cidrIpv4) => ({ ...ssh, cidrIpv4 }));
    for (const rule of rules) assert.deepEqual(await onResource(name, INGRESS_RULE, rule), []);
    const both = rules.map((rule, index) => planned(INGRESS_RULE, `rule-${index}`, rule));
    const found = await onStack(name, [group, ...both]);
    assert.deepEqual(found, [
      [
        "security group rules of group should not admit everybody to administration ports, got 3.0.0.0/8, 13.0.0.0/8 to 22; name who may connect",
        group.urn,
      ],
    ]);
    const world = { ...ssh, cidrIpv4: "0.0.0.0/0" };
    assert.equal((await onResource(name, INGRESS_RULE, world)).length, 1);
    const alone = [group, planned(INGRESS_RULE, "world", world), planned(VPC, "net", {}), ...both];
    assert.deepEqual(await onStack(name, alone), []);
  });

  it("describes every policy completely", () => {
    for (const { name, ...about } of pack) {
      assert.ok(about.displayName && about.description && about.remediationSteps, name);
      assert.ok(about.severity && about.enforcementLevel, name);
      assert.ok(about.framework?.reference && about.framework.specification, name);
      for (const schema of Object.values(about.configSchema!.properties)) {
        assert.ok(schema.description, name);
      }
    }
  });

  it("looks past the SDK's guard of unknown values, by the engine's dependencies", async () => {
    const vpc = planned(VPC, "net", { cidrBlock: "10.0.0.0/16" });
    const subnet = planned(
      SUBNET,
      "one",
      { vpcId: UNKNOWN, availabilityZone: "us-east-1a" },
      { vpcId: [vpc] },
    );
    assert.deepEqual(await onStack("aws-ec2-subnet-require-two-zones", [vpc, subnet]), [
      [
        "private subnets of net should be in at least 2 availability zones, got us-east-1a; add one in another zone",
        vpc.urn,
      ],
    ]);
  });

  it("gives a policy its configuration, and defaults for what is not configured", async () => {
    const subnets = ["a", "b"].map((zone) =>
      planned(SUBNET, zone, { vpcId: "vpc-1", availabilityZone: `us-east-1${zone}` }),
    );
    const resources = [planned(VPC, "net", { id: "vpc-1" }), ...subnets];
    const name = "aws-ec2-subnet-require-two-zones";
    assert.deepEqual(await onStack(name, resources), []);
    assert.equal((await onStack(name, resources, { zones: 3 })).length, 1);
  });

  it("sees the resources of the next run, as many as before", async () => {
    const name = "aws-ec2-eip-require-protect";
    const protectedOne = { ...planned(EIP, "one", {}), opts: { ...opts, protect: true } };
    assert.equal((await onStack(name, [planned(EIP, "one", {})])).length, 1);
    assert.deepEqual(await onStack(name, [protectedOne]), []);
    assert.equal((await onStack(name, [planned(EIP, "one", {})])).length, 1);
  });

  it("judges a resource only by policies of its type", async () => {
    const name = "aws-ec2-instance-require-imdsv2";
    assert.equal((await onResource(name, INSTANCE, {})).length, 1);
    assert.deepEqual(await onResource(name, NAT_GATEWAY, {}), []);
    assert.deepEqual(await onResource(name, INSTANCE, { metadataOptions: UNKNOWN }), []);
  });

  it("counts the provider's default tags", async () => {
    const name = "aws-account-resource-require-tags";
    const getConfig = <T extends object>() => ({ keys: ["team"] }) as T;
    const provider = {
      type: "pulumi:providers:aws",
      name: "default",
      urn: "urn",
      props: { defaultTags: JSON.stringify({ tags: { team: "network" } }) },
    };
    assert.deepEqual(await onResource(name, VPC, {}, { getConfig, provider }), []);
    assert.deepEqual(await onResource(name, VPC, {}, { getConfig }), [
      "it should have the tag team, got none; set it",
    ]);
  });
});
