import { randomUUID } from "node:crypto";
import { AwsError } from "./errors";
import { type Value, type Values, isObject, object, text } from "./values";
import { nameIn, typeIn } from "./route53-names";
import { checkMutable } from "./route53-recovery";
import { domainName } from "./route53-zones";
import { ACCOUNT_ID, between, oneOf } from "./shared";
import { HOSTED_ZONE, TRAFFIC_POLICY, TRAFFIC_POLICY_INSTANCE } from "./tokens";
import type { ResourceType, ValueCheck } from "./type";

/** The names that rules refer to by a key, at any depth. */
const references = (value: Value, key: string): string[] => {
  if (Array.isArray(value)) {
    return value.flatMap((part) => references(part, key));
  }
  return isObject(value)
    ? Object.entries(value).flatMap(([name, part]) =>
        name === key ? [text(part)] : references(part, key),
      )
    : [];
};

const parsed = (value: Value): Values => {
  try {
    return object(JSON.parse(text(value)) as Value);
  } catch {
    return {};
  }
};

const document: ValueCheck = (value) => {
  const policy = parsed(value);
  const invalid = (reason: string): string => `InvalidTrafficPolicyDocument: ${reason}`;
  if (policy["AWSPolicyFormatVersion"] !== "2015-10-01") {
    return invalid(
      `AWSPolicyFormatVersion must be "2015-10-01" in a JSON document, got ${JSON.stringify(policy["AWSPolicyFormatVersion"])}`,
    );
  }
  const type = oneOf("A", "AAAA", "CNAME", "CAA", "MX", "NAPTR", "PTR", "SPF", "SRV", "TXT");
  const wrong = type(policy["RecordType"]);
  if (wrong) {
    return invalid(`RecordType: ${wrong}`);
  }
  const [endpoints, rules] = [object(policy["Endpoints"]), object(policy["Rules"])];
  const used = {
    endpoint: [...references(rules, "EndpointReference"), policy["StartEndpoint"]],
    rule: [...references(rules, "RuleReference"), policy["StartRule"]],
  };
  const absent = [
    ...used.endpoint.filter((name) => name !== undefined && !(text(name) in endpoints)),
    ...used.rule.filter((name) => name !== undefined && !(text(name) in rules)),
  ][0];
  if (absent !== undefined) {
    return invalid(`${JSON.stringify(absent)} is referred to but not defined`);
  }
  return policy["StartEndpoint"] === undefined && policy["StartRule"] === undefined
    ? invalid("StartEndpoint or StartRule must be given")
    : undefined;
};

const trafficPolicy: ResourceType = {
  noun: "Route 53 Traffic Policy",
  operations: {
    create: "Route 53: CreateTrafficPolicy",
    update: "Route 53: UpdateTrafficPolicyComment",
    remove: "Route 53: DeleteTrafficPolicy",
  },
  missing: (id) => ["NoSuchTrafficPolicy", `No traffic policy exists with ID ${id}`],
  inUse: ({ id }) => [
    "TrafficPolicyInUse",
    `The traffic policy ${id} is in use by a traffic policy instance`,
  ],
  global: true,
  autoName: 512,
  id: () => randomUUID(),
  inputs: {
    name: { replaces: true },
    document: { required: true, replaces: true, json: true, check: document },
    comment: {},
  },
  computed: {
    arn: ({ id, partition }) => `arn:${partition}:route53::${ACCOUNT_ID}:trafficpolicy/${id}`,
    type: ({ inputs }) => parsed(inputs["document"])["RecordType"],
    version: 1,
  },
};

const instance: ResourceType = {
  noun: "Route 53 Traffic Policy Instance",
  operations: {
    create: "Route 53: CreateTrafficPolicyInstance",
    update: "Route 53: UpdateTrafficPolicyInstance",
    remove: "Route 53: DeleteTrafficPolicyInstance",
  },
  missing: (id) => [
    "NoSuchTrafficPolicyInstance",
    `No traffic policy instance exists with ID ${id}`,
  ],
  global: true,
  autoName: 255,
  id: () => randomUUID(),
  inputs: {
    hostedZoneId: { required: true, replaces: true, refersTo: HOSTED_ZONE, bond: "follows" },
    name: { replaces: true, check: domainName },
    trafficPolicyId: { required: true, refersTo: TRAFFIC_POLICY, bond: "holds" },
    trafficPolicyVersion: { required: true, check: between(1, 1000) },
    ttl: { required: true, check: between(0, 2147483647, "seconds") },
  },
  computed: {
    arn: ({ id, partition }) =>
      `arn:${partition}:route53::${ACCOUNT_ID}:trafficpolicyinstance/${id}`,
  },
  check: ({ account, id, inputs }) => {
    checkMutable(account.require(HOSTED_ZONE, inputs["hostedZoneId"], "global"));
    const policy = account.require(TRAFFIC_POLICY, inputs["trafficPolicyId"], "global");
    if (inputs["trafficPolicyVersion"] !== policy.outputs["version"]) {
      throw new AwsError(
        "NoSuchTrafficPolicy",
        `No traffic policy exists with ID ${policy.id} and version ${Number(inputs["trafficPolicyVersion"])}`,
      );
    }
    const zoneId = inputs["hostedZoneId"];
    const name = nameIn(account, zoneId, inputs["name"]);
    const same = account
      .referring(text(zoneId))
      .some(
        (other) =>
          other.id !== id &&
          typeIn(account, other) === policy.outputs["type"] &&
          nameIn(account, zoneId, other.inputs["name"]) === name,
      );
    if (same) {
      throw new AwsError(
        "TrafficPolicyInstanceAlreadyExists",
        `Records of type ${text(policy.outputs["type"])} named ${name} exist already`,
      );
    }
  },
};

export const trafficPolicyTypes: Record<string, ResourceType> = {
  [TRAFFIC_POLICY]: trafficPolicy,
  [TRAFFIC_POLICY_INSTANCE]: instance,
};
