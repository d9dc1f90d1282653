import { awsAutoscalingGroupRequireGracePeriod } from "./multi-az/aws-autoscaling-group-require-grace-period";
import { awsAutoscalingGroupRequireTwoZones } from "./multi-az/aws-autoscaling-group-require-two-zones";
import { awsEc2InstanceRequireTwoZones } from "./multi-az/aws-ec2-instance-require-two-zones";
import { awsEc2NatGatewayRequireOwnZone } from "./multi-az/aws-ec2-nat-gateway-require-own-zone";
import { awsEc2RouteRequireEveryZone } from "./multi-az/aws-ec2-route-require-every-zone";
import { awsEc2SubnetRequireTwoZones } from "./multi-az/aws-ec2-subnet-require-two-zones";
import { awsEc2VpcEndpointRequireEveryTable } from "./multi-az/aws-ec2-vpc-endpoint-require-every-table";
import { awsEc2VpcEndpointRequireTwoZones } from "./multi-az/aws-ec2-vpc-endpoint-require-two-zones";
import { awsEc2VpcPeeringConnectionRequireBothWays } from "./multi-az/aws-ec2-vpc-peering-connection-require-both-ways";
import { awsLbListenerDisallowZeroWeights } from "./multi-az/aws-lb-listener-disallow-zero-weights";
import { awsLbLoadBalancerRequireTwoZones } from "./multi-az/aws-lb-load-balancer-require-two-zones";
import { awsRoute53RecordDisallowZeroWeights } from "./multi-az/aws-route53-record-disallow-zero-weights";
import { awsRoute53RecordRequireHealthCheck } from "./multi-az/aws-route53-record-require-health-check";
import { awsRoute53RecordRequireTwoAddresses } from "./multi-az/aws-route53-record-require-two-addresses";
import { awsCloudwatchLogGroupRequireRetention } from "./cost/aws-cloudwatch-log-group-require-retention";
import { awsCostStackRequireBudget } from "./cost/aws-cost-stack-require-budget";
import { awsEbsVolumeDisallowGp2 } from "./cost/aws-ebs-volume-disallow-gp2";
import { awsEc2EipDisallowIdle } from "./cost/aws-ec2-eip-disallow-idle";
import { awsEc2InstanceDisallowPreviousGeneration } from "./cost/aws-ec2-instance-disallow-previous-generation";
import { awsEc2InstanceRequireAllowedFamily } from "./cost/aws-ec2-instance-require-allowed-family";
import { awsEc2InstanceRequireSchedule } from "./cost/aws-ec2-instance-require-schedule";
import { awsEc2NatGatewayDisallowDearerThanEndpoints } from "./cost/aws-ec2-nat-gateway-disallow-dearer-than-endpoints";
import { awsEc2VpcEndpointDisallowDearerThanNat } from "./cost/aws-ec2-vpc-endpoint-disallow-dearer-than-nat";
import { awsRoute53TrafficPolicyInstanceRequireLeave } from "./cost/aws-route53-traffic-policy-instance-require-leave";
import { awsEc2EipDisallowRelease } from "./addresses/aws-ec2-eip-disallow-release";
import { awsEc2EipDisallowTwoHolders } from "./addresses/aws-ec2-eip-disallow-two-holders";
import { awsEc2EipRequireInventory } from "./addresses/aws-ec2-eip-require-inventory";
import { awsEc2EipRequireName } from "./addresses/aws-ec2-eip-require-name";
import { awsEc2EipRequireProtect } from "./addresses/aws-ec2-eip-require-protect";
import { awsGlobalacceleratorAcceleratorRequireProtect } from "./addresses/aws-globalaccelerator-accelerator-require-protect";
import { awsLbLoadBalancerRequirePool } from "./addresses/aws-lb-load-balancer-require-pool";
import { awsAccountResourceRequireTags } from "./security/aws-account-resource-require-tags";
import { awsEbsVolumeRequireEncryption } from "./security/aws-ebs-volume-require-encryption";
import { awsEc2InstanceRequireImdsv2 } from "./security/aws-ec2-instance-require-imdsv2";
import { awsEc2LaunchConfigurationDisallowUse } from "./security/aws-ec2-launch-configuration-disallow-use";
import { awsEc2SecurityGroupConfigureHealthCheckPort } from "./security/aws-ec2-security-group-configure-health-check-port";
import { awsEc2SecurityGroupDisallowOpenAdministration } from "./security/aws-ec2-security-group-disallow-open-administration";
import { awsIamPolicyDisallowWildcardResource } from "./security/aws-iam-policy-disallow-wildcard-resource";
import { awsLambdaFunctionRequireSupportedRuntime } from "./security/aws-lambda-function-require-supported-runtime";
import { awsLbLoadBalancerConfigureIdleTimeout } from "./security/aws-lb-load-balancer-configure-idle-timeout";
import { awsLbLoadBalancerRequireSecurityGroup } from "./security/aws-lb-load-balancer-require-security-group";
import { awsS3BucketRequireEncryption } from "./security/aws-s3-bucket-require-encryption";
import { awsS3BucketRequirePrivate } from "./security/aws-s3-bucket-require-private";
import { awsAutoscalingGroupRequireSizeInBounds } from "./validity/aws-autoscaling-group-require-size-in-bounds";
import { awsEc2InstanceRequireSmallUserData } from "./validity/aws-ec2-instance-require-small-user-data";
import { awsEcsServiceRequireHealthyBounds } from "./validity/aws-ecs-service-require-healthy-bounds";
import { awsEcsTaskDefinitionRequireFargateSize } from "./validity/aws-ecs-task-definition-require-fargate-size";
import { awsIamRoleRequirePrincipal } from "./validity/aws-iam-role-require-principal";
import { awsLambdaFunctionRequireVariableNames } from "./validity/aws-lambda-function-require-variable-names";
import { awsLbListenerDisallowSamePort } from "./validity/aws-lb-listener-disallow-same-port";
import { awsRoute53RecordRequireAddress } from "./validity/aws-route53-record-require-address";
import { awsRoute53RecordRequireValidWeight } from "./validity/aws-route53-record-require-valid-weight";
import { awsSchedulerScheduleRequireExpression } from "./validity/aws-scheduler-schedule-require-expression";
import type { HoldfastPolicy } from "./model/policy";

/** The policies of the pack by folder, in the order of the README. */
export const POLICIES: Readonly<Record<string, readonly HoldfastPolicy[]>> = {
  "multi-az": [
    awsAutoscalingGroupRequireGracePeriod,
    awsAutoscalingGroupRequireTwoZones,
    awsEc2InstanceRequireTwoZones,
    awsEc2NatGatewayRequireOwnZone,
    awsEc2RouteRequireEveryZone,
    awsEc2SubnetRequireTwoZones,
    awsEc2VpcEndpointRequireEveryTable,
    awsEc2VpcEndpointRequireTwoZones,
    awsEc2VpcPeeringConnectionRequireBothWays,
    awsLbListenerDisallowZeroWeights,
    awsLbLoadBalancerRequireTwoZones,
    awsRoute53RecordDisallowZeroWeights,
    awsRoute53RecordRequireHealthCheck,
    awsRoute53RecordRequireTwoAddresses,
  ],
  cost: [
    awsCloudwatchLogGroupRequireRetention,
    awsCostStackRequireBudget,
    awsEbsVolumeDisallowGp2,
    awsEc2EipDisallowIdle,
    awsEc2InstanceDisallowPreviousGeneration,
    awsEc2InstanceRequireAllowedFamily,
    awsEc2InstanceRequireSchedule,
    awsEc2NatGatewayDisallowDearerThanEndpoints,
    awsEc2VpcEndpointDisallowDearerThanNat,
    awsRoute53TrafficPolicyInstanceRequireLeave,
  ],
  addresses: [
    awsEc2EipDisallowRelease,
    awsEc2EipDisallowTwoHolders,
    awsEc2EipRequireInventory,
    awsEc2EipRequireName,
    awsEc2EipRequireProtect,
    awsGlobalacceleratorAcceleratorRequireProtect,
    awsLbLoadBalancerRequirePool,
  ],
  security: [
    awsAccountResourceRequireTags,
    awsEbsVolumeRequireEncryption,
    awsEc2InstanceRequireImdsv2,
    awsEc2LaunchConfigurationDisallowUse,
    awsEc2SecurityGroupConfigureHealthCheckPort,
    awsEc2SecurityGroupDisallowOpenAdministration,
    awsIamPolicyDisallowWildcardResource,
    awsLambdaFunctionRequireSupportedRuntime,
    awsLbLoadBalancerConfigureIdleTimeout,
    awsLbLoadBalancerRequireSecurityGroup,
    awsS3BucketRequireEncryption,
    awsS3BucketRequirePrivate,
  ],
  validity: [
    awsAutoscalingGroupRequireSizeInBounds,
    awsEc2InstanceRequireSmallUserData,
    awsEcsServiceRequireHealthyBounds,
    awsEcsTaskDefinitionRequireFargateSize,
    awsIamRoleRequirePrincipal,
    awsLambdaFunctionRequireVariableNames,
    awsLbListenerDisallowSamePort,
    awsRoute53RecordRequireAddress,
    awsRoute53RecordRequireValidWeight,
    awsSchedulerScheduleRequireExpression,
  ],
};

export const ALL_POLICIES: readonly HoldfastPolicy[] = Object.values(POLICIES).flat();
