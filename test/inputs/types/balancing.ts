import { type Translate, type Values, cloudFormation, pascal, request } from "../translate";

const LB = "AWS::ElasticLoadBalancingV2";

/** Attributes by their names, of those that are given. */
const attributes = (inputs: Values, names: Readonly<Record<string, string>>): Values[] =>
  Object.entries(names)
    .filter(([key]) => inputs[key] !== undefined)
    .map(([key, Key]) => ({ Key, Value: String(inputs[key]) }));

const OF_BALANCERS = {
  clientKeepAlive: "client_keep_alive.seconds",
  desyncMitigationMode: "routing.http.desync_mitigation_mode",
  dnsRecordClientRoutingPolicy: "dns_record.client_routing_policy",
  dropInvalidHeaderFields: "routing.http.drop_invalid_header_fields.enabled",
  enableCrossZoneLoadBalancing: "load_balancing.cross_zone.enabled",
  enableDeletionProtection: "deletion_protection.enabled",
  enableHttp2: "routing.http2.enabled",
  enableZonalShift: "zonal_shift.config.enabled",
  idleTimeout: "idle_timeout.timeout_seconds",
};

const OF_TARGETS = {
  connectionTermination: "deregistration_delay.connection_termination.enabled",
  deregistrationDelay: "deregistration_delay.timeout_seconds",
  lambdaMultiValueHeadersEnabled: "lambda.multi_value_headers.enabled",
  loadBalancingCrossZoneEnabled: "load_balancing.cross_zone.enabled",
  preserveClientIp: "preserve_client_ip.enabled",
  proxyProtocolV2: "proxy_protocol_v2.enabled",
  slowStart: "slow_start.duration_seconds",
};

const without = (names: Readonly<Record<string, string>>): Record<string, null> =>
  Object.fromEntries(Object.keys(names).map((key) => [key, null]));

/** Actions: a group is named by its ARN, and groups with weights are a list. */
function action(value: unknown): Values {
  const { forward, targetGroupArn, ...own } = value as Values;
  const { targetGroups, stickiness } = (forward ?? {}) as Values;
  return {
    ...(pascal(own) as Values),
    ...(targetGroupArn !== undefined && { TargetGroupArn: targetGroupArn }),
    ...(forward !== undefined && {
      ForwardConfig: {
        TargetGroups: (targetGroups as Values[]).map(({ arn, weight }) => ({
          TargetGroupArn: arn,
          Weight: weight,
        })),
        ...(stickiness !== undefined && {
          TargetGroupStickinessConfig: {
            Enabled: (stickiness as Values)["enabled"],
            DurationSeconds: (stickiness as Values)["duration"],
          },
        }),
      },
    }),
  };
}

export const BALANCING: Readonly<Record<string, Translate>> = {
  "aws:lb/loadBalancer:LoadBalancer": cloudFormation(`${LB}::LoadBalancer`, {
    name: "name",
    names: {
      ...without(OF_BALANCERS),
      accessLogs: null,
      internal: null,
      loadBalancerType: "Type",
      ipamPools: null,
    },
    made: (inputs) => ({
      Scheme: inputs["internal"] === true ? "internal" : "internet-facing",
      LoadBalancerAttributes: attributes(inputs, OF_BALANCERS),
      ...(inputs["ipamPools"] !== undefined && {
        Ipv4IpamPoolId: (inputs["ipamPools"] as Values)["ipv4IpamPoolId"],
      }),
    }),
    operation: "elbv2:CreateLoadBalancer",
  }),
  "aws:lb/targetGroup:TargetGroup": cloudFormation(`${LB}::TargetGroup`, {
    name: "name",
    names: { ...without(OF_TARGETS), healthCheck: null, stickiness: null },
    made: (inputs) => {
      const check = (inputs["healthCheck"] ?? {}) as Values;
      return {
        HealthCheckEnabled: check["enabled"],
        HealthCheckIntervalSeconds: check["interval"],
        HealthCheckPath: check["path"],
        HealthCheckPort: check["port"],
        HealthCheckProtocol: check["protocol"],
        HealthCheckTimeoutSeconds: check["timeout"],
        HealthyThresholdCount: check["healthyThreshold"],
        UnhealthyThresholdCount: check["unhealthyThreshold"],
        ...(check["matcher"] !== undefined && { Matcher: { HttpCode: check["matcher"] } }),
        TargetGroupAttributes: attributes(inputs, OF_TARGETS),
      };
    },
    operation: "elbv2:CreateTargetGroup",
  }),
  "aws:lb/listener:Listener": cloudFormation(`${LB}::Listener`, {
    names: {
      alpnPolicy: null,
      certificateArn: null,
      defaultActions: null,
      tags: null,
      tcpIdleTimeoutSeconds: null,
      routingHttpResponseServerEnabled: null,
    },
    made: (inputs) => ({
      DefaultActions: (inputs["defaultActions"] as unknown[]).map(action),
      ...(inputs["certificateArn"] !== undefined && {
        Certificates: [{ CertificateArn: inputs["certificateArn"] }],
      }),
      ListenerAttributes: attributes(inputs, {
        tcpIdleTimeoutSeconds: "tcp.idle_timeout.seconds",
      }),
    }),
    operation: "elbv2:CreateListener",
  }),
  "aws:lb/listenerRule:ListenerRule": cloudFormation(`${LB}::ListenerRule`, {
    names: { actions: null, conditions: null, tags: null },
    made: ({ actions, conditions }) => ({
      Actions: (actions as unknown[]).map(action),
      Conditions: (conditions as Values[]).map((condition) => {
        const [[field = "", settings] = []] = Object.entries(condition);
        const dashed = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        const config = field[0]!.toUpperCase() + field.slice(1);
        return { Field: dashed, [`${config}Config`]: pascal(settings) };
      }),
    }),
    operation: "elbv2:CreateRule",
  }),
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": request(
    "elbv2:RegisterTargets",
    ({ targetGroupArn, targetId, port, availabilityZone }) => ({
      TargetGroupArn: targetGroupArn,
      Targets: [
        {
          Id: targetId,
          ...(port !== undefined && { Port: port }),
          ...(availabilityZone !== undefined && { AvailabilityZone: availabilityZone }),
        },
      ],
    }),
  ),
  "aws:wafv2/webAclAssociation:WebAclAssociation": cloudFormation("AWS::WAFv2::WebACLAssociation", {
    names: { webAclArn: "WebACLArn" },
    operation: "wafv2:AssociateWebACL",
  }),
  "aws:globalaccelerator/accelerator:Accelerator": cloudFormation(
    "AWS::GlobalAccelerator::Accelerator",
    { names: { attributes: null }, operation: "globalaccelerator:CreateAccelerator" },
  ),
  "aws:globalaccelerator/listener:Listener": cloudFormation("AWS::GlobalAccelerator::Listener", {
    operation: "globalaccelerator:CreateListener",
  }),
  "aws:globalaccelerator/endpointGroup:EndpointGroup": cloudFormation(
    "AWS::GlobalAccelerator::EndpointGroup",
    {
      names: { endpointConfigurations: null },
      made: ({ endpointConfigurations }) => ({
        EndpointConfigurations: (endpointConfigurations as Values[]).map(
          ({ clientIpPreservationEnabled, ...own }) => ({
            ...(pascal(own) as Values),
            ClientIPPreservationEnabled: clientIpPreservationEnabled,
          }),
        ),
      }),
      operation: "globalaccelerator:CreateEndpointGroup",
    },
  ),
};
