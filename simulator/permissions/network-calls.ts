import * as token from "../model/tokens";
import { type ProviderCalls, actions } from "./provider-calls";

const tagging = "ec2: CreateTags DeleteTags";

const rule = (direction: "Ingress" | "Egress"): ProviderCalls => ({
  source: `ec2/vpc_security_group_${direction.toLowerCase()}_rule.go`,
  create: actions(`ec2: AuthorizeSecurityGroup${direction} CreateTags`),
  read: actions("ec2: DescribeSecurityGroupRules"),
  update: actions("ec2: ModifySecurityGroupRules", tagging),
  remove: actions(`ec2: RevokeSecurityGroup${direction}`),
});

export const networkCalls: Readonly<Record<string, ProviderCalls>> = {
  [token.VPC]: {
    source: "ec2/vpc_.go",
    create: actions("ec2: CreateVpc ModifyVpcAttribute CreateTags"),
    read: actions(
      "ec2: DescribeVpcs DescribeVpcAttribute DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups",
    ),
    update: actions("ec2: ModifyVpcAttribute", tagging),
    remove: actions("ec2: DeleteVpc"),
  },
  [token.SUBNET]: {
    source: "ec2/vpc_subnet.go",
    create: actions("ec2: CreateSubnet ModifySubnetAttribute?mapPublicIpOnLaunch CreateTags"),
    read: actions("ec2: DescribeSubnets"),
    update: actions("ec2: ModifySubnetAttribute?mapPublicIpOnLaunch", tagging),
    // Network interfaces that Lambda leaves behind.
    remove: actions("ec2: DescribeNetworkInterfaces DeleteSubnet"),
  },
  [token.INTERNET_GATEWAY]: {
    source: "ec2/vpc_internet_gateway.go",
    create: actions("ec2: CreateInternetGateway AttachInternetGateway CreateTags"),
    read: actions("ec2: DescribeInternetGateways"),
    update: actions(tagging),
    remove: actions("ec2: DetachInternetGateway DeleteInternetGateway"),
  },
  [token.NAT_GATEWAY]: {
    source: "ec2/vpc_nat_gateway.go",
    create: actions("ec2: CreateNatGateway CreateTags"),
    read: actions("ec2: DescribeNatGateways"),
    update: actions(
      "ec2: AssociateNatGatewayAddress?availabilityZoneAddresses DisassociateNatGatewayAddress?availabilityZoneAddresses",
      tagging,
    ),
    remove: actions("ec2: DeleteNatGateway"),
    links: "ec2-nat-gateway.amazonaws.com",
  },
  [token.ROUTE_TABLE]: {
    source: "ec2/vpc_route_table.go",
    create: actions("ec2: CreateRouteTable CreateTags"),
    read: actions("ec2: DescribeRouteTables"),
    update: actions(tagging),
    remove: actions("ec2: DisassociateRouteTable DeleteRouteTable"),
  },
  [token.ROUTE]: {
    source: "ec2/vpc_route.go",
    create: actions("ec2: CreateRoute"),
    read: actions("ec2: DescribeRouteTables"),
    update: actions("ec2: ReplaceRoute"),
    remove: actions("ec2: DeleteRoute"),
  },
  [token.ROUTE_TABLE_ASSOCIATION]: {
    source: "ec2/vpc_route_table_association.go",
    create: actions("ec2: AssociateRouteTable"),
    read: actions("ec2: DescribeRouteTables"),
    update: actions("ec2: ReplaceRouteTableAssociation"),
    remove: actions("ec2: DisassociateRouteTable"),
  },
  [token.EIP]: {
    source: "ec2/ec2_eip.go",
    create: actions("ec2: AllocateAddress CreateTags AssociateAddress?instance"),
    read: actions("ec2: DescribeAddresses DescribeAddressesAttribute"),
    update: actions("ec2: DisassociateAddress?instance AssociateAddress?instance", tagging),
    remove: actions("ec2: DisassociateAddress ReleaseAddress GetIpamPoolAllocations?ipamPoolId"),
  },
  // IPAM has a service-linked role: https://docs.aws.amazon.com/vpc/latest/ipam/iam-ipam-slr.html
  [token.IPAM]: {
    source: "ec2/vpc_ipam.go",
    create: actions("ec2: CreateIpam CreateTags"),
    read: actions("ec2: DescribeIpams"),
    update: actions("ec2: ModifyIpam", tagging),
    remove: actions("ec2: DeleteIpam"),
    links: "ipam.amazonaws.com",
  },
  [token.IPAM_POOL]: {
    source: "ec2/vpc_ipam_pool.go",
    create: actions("ec2: CreateIpamPool CreateTags"),
    read: actions("ec2: DescribeIpamPools"),
    update: actions("ec2: ModifyIpamPool", tagging),
    remove: actions("ec2: DeleteIpamPool"),
  },
  [token.IPAM_POOL_CIDR]: {
    source: "ec2/vpc_ipam_pool_cidr.go",
    create: actions("ec2: ProvisionIpamPoolCidr"),
    read: actions("ec2: GetIpamPoolCidrs"),
    update: [],
    remove: actions("ec2: DeprovisionIpamPoolCidr"),
  },
  [token.EIP_ASSOCIATION]: {
    source: "ec2/ec2_eip_association.go",
    create: actions("ec2: AssociateAddress"),
    read: actions("ec2: DescribeAddresses"),
    update: [],
    remove: actions("ec2: DisassociateAddress"),
  },
  [token.EIP_DOMAIN_NAME]: {
    source: "ec2/ec2_eip_domain_name.go",
    create: actions("ec2: ModifyAddressAttribute"),
    read: actions("ec2: DescribeAddressesAttribute"),
    update: actions("ec2: ModifyAddressAttribute"),
    remove: actions("ec2: ResetAddressAttribute"),
  },
  [token.TAG]: {
    source: "ec2/tag_gen.go",
    create: actions("ec2: CreateTags"),
    read: actions("ec2: DescribeTags"),
    update: actions("ec2: CreateTags"),
    remove: actions("ec2: DeleteTags"),
  },
  [token.PREFIX_LIST]: {
    source: "ec2/vpc_managed_prefix_list.go",
    create: actions("ec2: CreateManagedPrefixList CreateTags"),
    read: actions("ec2: DescribeManagedPrefixLists GetManagedPrefixListEntries"),
    update: actions("ec2: ModifyManagedPrefixList", tagging),
    remove: actions("ec2: DeleteManagedPrefixList"),
  },
  [token.PREFIX_LIST_ENTRY]: {
    source: "ec2/vpc_managed_prefix_list_entry.go",
    create: actions("ec2: ModifyManagedPrefixList"),
    read: actions("ec2: DescribeManagedPrefixLists GetManagedPrefixListEntries"),
    update: [],
    remove: actions("ec2: ModifyManagedPrefixList"),
  },
  [token.SECURITY_GROUP]: {
    source: "ec2/vpc_security_group.go",
    create: actions(
      "ec2: CreateSecurityGroup CreateTags RevokeSecurityGroupEgress",
      "ec2: AuthorizeSecurityGroupIngress?ingress AuthorizeSecurityGroupEgress?egress",
    ),
    read: actions("ec2: DescribeSecurityGroups"),
    update: actions(
      "ec2: AuthorizeSecurityGroupIngress?ingress RevokeSecurityGroupIngress?ingress",
      "ec2: AuthorizeSecurityGroupEgress?egress RevokeSecurityGroupEgress?egress",
      tagging,
    ),
    remove: actions("ec2: DescribeNetworkInterfaces DeleteSecurityGroup"),
  },
  // Its rules are removed when it is adopted; it is never deleted.
  [token.DEFAULT_SECURITY_GROUP]: {
    source: "ec2/vpc_default_security_group.go",
    create: actions("ec2: RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateTags"),
    read: actions("ec2: DescribeSecurityGroups"),
    update: actions("ec2: RevokeSecurityGroupIngress RevokeSecurityGroupEgress", tagging),
    remove: [],
  },
  [token.INGRESS_RULE]: rule("Ingress"),
  [token.EGRESS_RULE]: rule("Egress"),
  // With private DNS names, EC2 makes the zone for them: https://docs.aws.amazon.com/service-authorization/
  [token.VPC_ENDPOINT]: {
    source: "ec2/vpc_endpoint.go",
    create: actions(
      "ec2: CreateVpcEndpoint CreateTags",
      "route53: AssociateVPCWithHostedZone?privateDnsEnabled",
    ),
    read: actions("ec2: DescribeVpcEndpoints DescribePrefixLists DescribeNetworkInterfaces"),
    update: actions("ec2: ModifyVpcEndpoint", tagging),
    remove: actions("ec2: DeleteVpcEndpoints"),
  },
  [token.VPC_ENDPOINT_ROUTE_TABLE]: {
    source: "ec2/vpc_endpoint_route_table_association.go",
    create: actions("ec2: ModifyVpcEndpoint"),
    read: actions("ec2: DescribeVpcEndpoints"),
    update: [],
    remove: actions("ec2: ModifyVpcEndpoint"),
  },
  [token.FLOW_LOG]: {
    source: "ec2/vpc_flow_log.go",
    create: actions("ec2: CreateFlowLogs CreateTags"),
    read: actions("ec2: DescribeFlowLogs"),
    update: actions(tagging),
    remove: actions("ec2: DeleteFlowLogs"),
    passes: { iamRoleArn: "vpc-flow-logs.amazonaws.com" },
  },
  [token.VPC_PEERING]: {
    source: "ec2/vpc_peering_connection.go",
    create: actions(
      "ec2: CreateVpcPeeringConnection AcceptVpcPeeringConnection?autoAccept CreateTags",
    ),
    read: actions("ec2: DescribeVpcPeeringConnections"),
    update: actions(tagging),
    remove: actions("ec2: DeleteVpcPeeringConnection"),
  },
  [token.VPC_PEERING_OPTIONS]: {
    source: "ec2/vpc_peering_connection_options.go",
    create: actions("ec2: ModifyVpcPeeringConnectionOptions"),
    read: actions("ec2: DescribeVpcPeeringConnections"),
    update: actions("ec2: ModifyVpcPeeringConnectionOptions"),
    remove: [],
  },
  [token.NETWORK_INTERFACE]: {
    source: "ec2/vpc_network_interface.go",
    create: actions(
      "ec2: CreateNetworkInterface ModifyNetworkInterfaceAttribute AttachNetworkInterface?attachments CreateTags",
    ),
    read: actions("ec2: DescribeNetworkInterfaces"),
    update: actions("ec2: ModifyNetworkInterfaceAttribute", tagging),
    remove: actions("ec2: DetachNetworkInterface DeleteNetworkInterface"),
  },
  [token.INSTANCE_CONNECT_ENDPOINT]: {
    source: "ec2/ec2_instance_connect_endpoint.go",
    create: actions("ec2: CreateInstanceConnectEndpoint CreateNetworkInterface CreateTags"),
    read: actions("ec2: DescribeInstanceConnectEndpoints"),
    update: actions(tagging),
    remove: actions("ec2: DeleteInstanceConnectEndpoint"),
    links: "ec2-instance-connect.amazonaws.com",
  },
};
