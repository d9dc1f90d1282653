import {
  type Translate,
  type Values,
  both,
  cloudFormation,
  entries,
  nothing,
  request,
} from "../translate";

const first = (value: unknown): Values => ([value].flat()[0] ?? {}) as Values;

const alias = (aliases: unknown): Values => {
  const { name, zoneId, evaluateTargetHealth } = first(aliases);
  return { DNSName: name, HostedZoneId: zoneId, EvaluateTargetHealth: evaluateTargetHealth };
};

/** What a record is as CloudFormation and the API both name it, without its values. */
const record = (inputs: Values): Values => {
  const weight = first(inputs["weightedRoutingPolicies"])["weight"];
  return Object.fromEntries(
    Object.entries({
      Name: inputs["name"],
      Type: inputs["type"],
      TTL: inputs["ttl"],
      SetIdentifier: inputs["setIdentifier"],
      HealthCheckId: inputs["healthCheckId"],
      MultiValueAnswer: inputs["multivalueAnswerRoutingPolicy"],
      Weight: weight,
      ...(inputs["aliases"] !== undefined && { AliasTarget: alias(inputs["aliases"]) }),
    }).filter(([, value]) => value !== undefined),
  );
};

export const NAMES: Readonly<Record<string, Translate>> = {
  "aws:route53/trafficPolicy:TrafficPolicy": request(
    "route53:CreateTrafficPolicy",
    ({ name, document, comment = "" }) => ({
      Name: name ?? "policy",
      Document: document,
      Comment: comment,
    }),
  ),
  "aws:route53/trafficPolicyInstance:TrafficPolicyInstance": request(
    "route53:CreateTrafficPolicyInstance",
    ({ hostedZoneId, name, ttl, trafficPolicyId, trafficPolicyVersion }) => ({
      HostedZoneId: hostedZoneId,
      Name: name,
      TTL: ttl,
      TrafficPolicyId: trafficPolicyId,
      TrafficPolicyVersion: trafficPolicyVersion,
    }),
  ),
  "aws:route53/record:Record": (inputs) => ({
    resources: [
      {
        Type: "AWS::Route53::RecordSet",
        Properties: {
          HostedZoneId: inputs["zoneId"],
          ...record(inputs),
          ...(inputs["ttl"] !== undefined && { TTL: `${Number(inputs["ttl"])}` }),
          ...(inputs["records"] !== undefined && { ResourceRecords: inputs["records"] }),
        },
      },
    ],
    requests: [
      {
        operation: "route53:ChangeResourceRecordSets",
        parameters: {
          HostedZoneId: inputs["zoneId"],
          ChangeBatch: {
            Changes: [
              {
                Action: "CREATE",
                ResourceRecordSet: {
                  ...record(inputs),
                  ...(inputs["records"] !== undefined && {
                    ResourceRecords: (inputs["records"] as unknown[]).map((Value) => ({ Value })),
                  }),
                },
              },
            ],
          },
        },
        whole: true,
      },
    ],
  }),
  "aws:route53/zone:Zone": both(
    cloudFormation("AWS::Route53::HostedZone", {
      names: {
        comment: null,
        enableAcceleratedRecovery: null,
        forceDestroy: null,
        tags: null,
        vpcs: null,
      },
      made: ({ comment, tags, vpcs }) => ({
        HostedZoneConfig: { Comment: comment },
        HostedZoneTags: entries(tags),
        ...(vpcs !== undefined && {
          VPCs: (vpcs as Values[]).map(({ vpcId, vpcRegion = "us-east-1" }) => ({
            VPCId: vpcId,
            VPCRegion: vpcRegion,
          })),
        }),
      }),
    }),
    request("route53:CreateHostedZone", ({ name, comment = "" }) => ({
      Name: name,
      CallerReference: "holdfast",
      HostedZoneConfig: { Comment: comment },
    })),
    tagged("hostedzone"),
  ),
  "aws:route53/healthCheck:HealthCheck": both(
    cloudFormation("AWS::Route53::HealthCheck", {
      names: Object.fromEntries(
        ["failureThreshold", "ipAddress", "port", "requestInterval", "resourcePath", "type"]
          .concat("fqdn", "tags", "measureLatency", "searchString", "enableSni", "regions")
          .map((key) => [key, null]),
      ),
      made: (inputs) => ({
        HealthCheckConfig: check(inputs),
        HealthCheckTags: entries(inputs["tags"]),
      }),
    }),
    request("route53:CreateHealthCheck", (inputs) => ({
      CallerReference: "holdfast",
      HealthCheckConfig: check(inputs),
    })),
    tagged("healthcheck"),
  ),
};

/** The provider tags Route 53 resources with a separate call. */
function tagged(ResourceType: string): Translate {
  const all = request("route53:ChangeTagsForResource", ({ tags }) => ({
    ResourceType,
    ResourceId: "Z0123456789",
    AddTags: entries(tags),
  }));
  return (inputs, resource) =>
    inputs["tags"] === undefined ? nothing(inputs, resource) : all(inputs, resource);
}

function check(inputs: Values): Values {
  return Object.fromEntries(
    Object.entries({
      FailureThreshold: inputs["failureThreshold"],
      FullyQualifiedDomainName: inputs["fqdn"],
      IPAddress: inputs["ipAddress"],
      Port: inputs["port"],
      RequestInterval: inputs["requestInterval"],
      ResourcePath: inputs["resourcePath"],
      Type: inputs["type"],
    }).filter(([, value]) => value !== undefined),
  );
}
