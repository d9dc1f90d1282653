import { actions } from "./provider-calls";

/**
 * The AWS provider's calls for each lookup: its data sources, in files of terraform-provider-aws below
 * internal/service that end in `_data_source.go`. An empty list: the provider makes no call.
 */
export const lookupCalls: Readonly<Record<string, readonly string[]>> = {
  "aws:autoscaling/getGroup:getGroup": actions("autoscaling: DescribeAutoScalingGroups"),
  "aws:ec2/getEips:getEips": actions("ec2: DescribeAddresses"),
  "aws:ec2/getElasticIp:getElasticIp": actions("ec2: DescribeAddresses DescribeAddressesAttribute"),
  "aws:ec2/getInstance:getInstance": actions(
    "ec2: DescribeInstances DescribeInstanceAttribute DescribeVolumes DescribeImages DescribeInstanceCreditSpecifications",
  ),
  "aws:ec2/getInstances:getInstances": actions("ec2: DescribeInstances"),
  "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings": actions(
    "ec2: DescribeInstanceTypeOfferings",
  ),
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": actions(
    "ec2: DescribeManagedPrefixLists GetManagedPrefixListEntries",
  ),
  "aws:ec2/getNatGateway:getNatGateway": actions("ec2: DescribeNatGateways"),
  "aws:ec2/getNatGateways:getNatGateways": actions("ec2: DescribeNatGateways"),
  "aws:ec2/getPrefixList:getPrefixList": actions("ec2: DescribePrefixLists"),
  "aws:ec2/getPublicIpv4Pool:getPublicIpv4Pool": actions("ec2: DescribePublicIpv4Pools"),
  "aws:ec2/getRouteTable:getRouteTable": actions("ec2: DescribeRouteTables"),
  "aws:ec2/getRouteTables:getRouteTables": actions("ec2: DescribeRouteTables"),
  "aws:ec2/getSecurityGroups:getSecurityGroups": actions("ec2: DescribeSecurityGroups"),
  "aws:ec2/getSubnet:getSubnet": actions("ec2: DescribeSubnets"),
  "aws:ec2/getSubnets:getSubnets": actions("ec2: DescribeSubnets"),
  "aws:ec2/getVpc:getVpc": actions("ec2: DescribeVpcs DescribeVpcAttribute DescribeRouteTables"),
  "aws:ec2/getVpcEndpoint:getVpcEndpoint": actions("ec2: DescribeVpcEndpoints DescribePrefixLists"),
  "aws:ec2/getVpcEndpointService:getVpcEndpointService": actions(
    "ec2: DescribeVpcEndpointServices",
  ),
  "aws:ec2/getVpcIpam:getVpcIpam": actions("ec2: DescribeIpams"),
  "aws:ec2/getVpcIpams:getVpcIpams": actions("ec2: DescribeIpams"),
  "aws:ec2/getVpcIpamPool:getVpcIpamPool": actions("ec2: DescribeIpamPools"),
  "aws:ec2/getVpcIpamPoolCidrs:getVpcIpamPoolCidrs": actions("ec2: GetIpamPoolCidrs"),
  "aws:ec2/getVpcIpamPools:getVpcIpamPools": actions("ec2: DescribeIpamPools"),
  "aws:ec2/getVpcs:getVpcs": actions("ec2: DescribeVpcs"),
  "aws:globalaccelerator/getAccelerator:getAccelerator": actions(
    "globalaccelerator: ListAccelerators DescribeAcceleratorAttributes ListTagsForResource",
  ),
  "aws:index/getAvailabilityZones:getAvailabilityZones": actions("ec2: DescribeAvailabilityZones"),
  // No permission is needed: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  "aws:index/getCallerIdentity:getCallerIdentity": [],
  "aws:index/getPartition:getPartition": [],
  "aws:index/getRegion:getRegion": [],
  "aws:index/getRegions:getRegions": actions("ec2: DescribeRegions"),
  "aws:lb/getListener:getListener": actions(
    "elasticloadbalancing: DescribeListeners DescribeListenerAttributes DescribeTags",
  ),
  "aws:lb/getLoadBalancer:getLoadBalancer": actions(
    "elasticloadbalancing: DescribeLoadBalancers DescribeLoadBalancerAttributes DescribeTags",
  ),
  "aws:lb/getTargetGroup:getTargetGroup": actions(
    "elasticloadbalancing: DescribeTargetGroups DescribeTargetGroupAttributes DescribeTags",
  ),
  "aws:resourcegroupstaggingapi/getResources:getResources": actions("tag: GetResources"),
  "aws:route53/getZone:getZone": actions(
    "route53: ListHostedZones GetHostedZone ListTagsForResource ListResourceRecordSets",
  ),
  // The account's value, or the default if it has none.
  "aws:servicequotas/getServiceQuota:getServiceQuota": actions(
    "servicequotas: GetServiceQuota GetAWSDefaultServiceQuota",
  ),
  "aws:ssm/getParameter:getParameter": actions("ssm: GetParameter"),
};
