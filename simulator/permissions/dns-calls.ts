import * as token from "../model/tokens";
import { type ProviderCalls, actions } from "./provider-calls";

export const dnsCalls: Readonly<Record<string, ProviderCalls>> = {
  [token.HOSTED_ZONE]: {
    source: "route53/zone.go",
    create: actions(
      "route53: CreateHostedZone ChangeTagsForResource GetChange AssociateVPCWithHostedZone?vpcs",
      "route53: UpdateHostedZoneFeatures?enableAcceleratedRecovery",
      "ec2: DescribeVpcs?vpcs",
    ),
    read: actions("route53: GetHostedZone ListTagsForResource ListResourceRecordSets?vpcs"),
    update: actions(
      "route53: UpdateHostedZoneComment ChangeTagsForResource GetChange",
      "route53: UpdateHostedZoneFeatures?enableAcceleratedRecovery",
      "route53: AssociateVPCWithHostedZone?vpcs DisassociateVPCFromHostedZone?vpcs",
      "ec2: DescribeVpcs?vpcs",
    ),
    remove: actions(
      "route53: DeleteHostedZone UpdateHostedZoneFeatures?enableAcceleratedRecovery",
      "route53: ListResourceRecordSets?forceDestroy ChangeResourceRecordSets?forceDestroy GetDNSSEC?forceDestroy",
    ),
  },
  [token.DNS_RECORD]: {
    source: "route53/record.go",
    create: actions("route53: ChangeResourceRecordSets GetChange"),
    read: actions("route53: GetHostedZone ListResourceRecordSets"),
    update: actions("route53: ChangeResourceRecordSets GetChange"),
    remove: actions("route53: ChangeResourceRecordSets GetChange"),
  },
  [token.HEALTH_CHECK]: {
    source: "route53/health_check.go",
    create: actions(
      "route53: CreateHealthCheck ChangeTagsForResource",
      "cloudwatch: DescribeAlarms?cloudwatchAlarmName",
    ),
    read: actions("route53: GetHealthCheck ListTagsForResource"),
    update: actions("route53: UpdateHealthCheck ChangeTagsForResource"),
    remove: actions("route53: DeleteHealthCheck"),
  },
  [token.TRAFFIC_POLICY]: {
    source: "route53/traffic_policy.go",
    create: actions("route53: CreateTrafficPolicy"),
    read: actions("route53: ListTrafficPolicies GetTrafficPolicy"),
    update: actions("route53: UpdateTrafficPolicyComment"),
    remove: actions("route53: ListTrafficPolicyVersions DeleteTrafficPolicy"),
  },
  [token.TRAFFIC_POLICY_INSTANCE]: {
    source: "route53/traffic_policy_instance.go",
    create: actions("route53: CreateTrafficPolicyInstance"),
    read: actions("route53: GetTrafficPolicyInstance"),
    update: actions("route53: UpdateTrafficPolicyInstance"),
    remove: actions("route53: DeleteTrafficPolicyInstance"),
  },
};
