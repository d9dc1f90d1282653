import {
  type Translate,
  type Values,
  both,
  cloudFormation,
  entries,
  nothing,
  pascal,
  request,
} from "../translate";

/** CloudFormation takes only ids here; EC2 takes the name of a parameter that has one, too. */
const image = (id: unknown): unknown =>
  String(id).startsWith("resolve:ssm:") ? "ami-0123456789abcdef0" : id;

const data = (inputs: Values): Values => {
  const { iamInstanceProfile, monitoring, tagSpecifications, imageId, vpcSecurityGroupIds } =
    inputs;
  const { networkInterfaces } = inputs;
  return {
    ImageId: imageId === undefined ? undefined : image(imageId),
    InstanceType: inputs["instanceType"],
    UserData: inputs["userData"],
    MetadataOptions: pascal(inputs["metadataOptions"]),
    BlockDeviceMappings: pascal(inputs["blockDeviceMappings"]),
    IamInstanceProfile: pascal(iamInstanceProfile),
    Monitoring: pascal(monitoring),
    SecurityGroupIds: vpcSecurityGroupIds,
    NetworkInterfaces: (networkInterfaces as Values[] | undefined)?.map(
      ({ securityGroups, ...own }, DeviceIndex) => ({
        DeviceIndex,
        ...(pascal(own) as Values),
        Groups: securityGroups,
      }),
    ),
    TagSpecifications: (tagSpecifications as Values[] | undefined)?.map(
      ({ resourceType, tags }) => ({ ResourceType: resourceType, Tags: entries(tags) }),
    ),
  };
};

const defined = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

const rule = (direction: "Ingress" | "Egress"): Translate => {
  const isIngress = direction === "Ingress";
  return cloudFormation(`AWS::EC2::SecurityGroup${direction}`, {
    names: {
      securityGroupId: "GroupId",
      cidrIpv4: "CidrIp",
      referencedSecurityGroupId: isIngress ? "SourceSecurityGroupId" : "DestinationSecurityGroupId",
      prefixListId: isIngress ? "SourcePrefixListId" : "DestinationPrefixListId",
      tags: null,
    },
  });
};

export const EC2: Readonly<Record<string, Translate>> = {
  "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint": cloudFormation(
    "AWS::EC2::InstanceConnectEndpoint",
  ),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": nothing,
  "aws:ec2/eip:Eip": cloudFormation("AWS::EC2::EIP", {
    names: { publicIpv4Pool: "PublicIpv4Pool" },
    operation: "ec2:AllocateAddress",
  }),
  "aws:ec2/eipAssociation:EipAssociation": cloudFormation("AWS::EC2::EIPAssociation", {
    names: { allowReassociation: null },
    operation: "ec2:AssociateAddress",
  }),
  "aws:ec2/flowLog:FlowLog": cloudFormation("AWS::EC2::FlowLog", {
    names: { vpcId: "ResourceId", iamRoleArn: "DeliverLogsPermissionArn" },
    made: () => ({ ResourceType: "VPC" }),
  }),
  "aws:ec2/instance:Instance": cloudFormation("AWS::EC2::Instance", {
    names: {
      ami: "ImageId",
      associatePublicIpAddress: null,
      maintenanceOptions: null,
      metadataOptions: null,
      primaryNetworkInterface: null,
      rootBlockDevice: null,
      userDataBase64: "UserData",
      userDataReplaceOnChange: null,
      vpcSecurityGroupIds: "SecurityGroupIds",
    },
    made: ({ primaryNetworkInterface, rootBlockDevice, metadataOptions }) => {
      const { networkInterfaceId } = (primaryNetworkInterface ?? {}) as Values;
      return {
        MetadataOptions: pascal(metadataOptions),
        ...(rootBlockDevice !== undefined && {
          BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: pascal(rootBlockDevice) }],
        }),
        ...(networkInterfaceId !== undefined && {
          NetworkInterfaces: [{ DeviceIndex: "0", NetworkInterfaceId: networkInterfaceId }],
        }),
      };
    },
    operation: "ec2:RunInstances",
  }),
  "aws:ec2/internetGateway:InternetGateway": both(
    cloudFormation("AWS::EC2::InternetGateway", { names: { vpcId: null } }),
    cloudFormation("AWS::EC2::VPCGatewayAttachment", {
      names: { tags: null },
      made: () => ({ InternetGatewayId: "igw-0123456789abcdef0" }),
    }),
  ),
  "aws:ec2/launchTemplate:LaunchTemplate": (inputs, { outputs }) => {
    const Properties = {
      LaunchTemplateName: inputs["name"] ?? outputs?.["name"],
      LaunchTemplateData: defined(data(inputs)),
    };
    return {
      resources: [{ Type: "AWS::EC2::LaunchTemplate", Properties }],
      requests: [
        {
          operation: "ec2:CreateLaunchTemplate",
          parameters: { ...Properties, VersionDescription: inputs["description"] ?? "" },
          whole: false,
        },
      ],
    };
  },
  "aws:ec2/managedPrefixList:ManagedPrefixList": cloudFormation("AWS::EC2::PrefixList", {
    name: "name",
    names: { name: "PrefixListName" },
  }),
  "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry": request(
    "ec2:ModifyManagedPrefixList",
    ({ prefixListId, cidr, description }) => ({
      PrefixListId: prefixListId,
      AddEntries: [defined({ Cidr: cidr, Description: description })],
    }),
  ),
  "aws:ec2/natGateway:NatGateway": cloudFormation("AWS::EC2::NatGateway"),
  "aws:ec2/networkInterface:NetworkInterface": cloudFormation("AWS::EC2::NetworkInterface", {
    names: { securityGroups: "GroupSet" },
  }),
  "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions": request(
    "ec2:ModifyVpcPeeringConnectionOptions",
    ({ vpcPeeringConnectionId, accepter, requester }) => {
      const side = (options: unknown): Values => ({
        AllowDnsResolutionFromRemoteVpc: (options as Values)["allowRemoteVpcDnsResolution"],
      });
      return {
        VpcPeeringConnectionId: vpcPeeringConnectionId,
        AccepterPeeringConnectionOptions: side(accepter),
        RequesterPeeringConnectionOptions: side(requester),
      };
    },
  ),
  "aws:ec2/route:Route": cloudFormation("AWS::EC2::Route"),
  "aws:ec2/routeTable:RouteTable": cloudFormation("AWS::EC2::RouteTable"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": cloudFormation(
    "AWS::EC2::SubnetRouteTableAssociation",
  ),
  "aws:ec2/securityGroup:SecurityGroup": cloudFormation("AWS::EC2::SecurityGroup", {
    name: "name",
    names: { name: "GroupName", description: "GroupDescription", revokeRulesOnDelete: null },
  }),
  "aws:ec2/subnet:Subnet": cloudFormation("AWS::EC2::Subnet"),
  "aws:ec2/vpc:Vpc": cloudFormation("AWS::EC2::VPC"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": cloudFormation("AWS::EC2::VPCEndpoint", {
    operation: "ec2:CreateVpcEndpoint",
  }),
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": request(
    "ec2:ModifyVpcEndpoint",
    ({ vpcEndpointId, routeTableId }) => ({
      VpcEndpointId: vpcEndpointId,
      AddRouteTableIds: [routeTableId],
    }),
  ),
  "aws:ec2/vpcIpam:VpcIpam": cloudFormation("AWS::EC2::IPAM", { operation: "ec2:CreateIpam" }),
  "aws:ec2/vpcIpamPool:VpcIpamPool": cloudFormation("AWS::EC2::IPAMPool", {
    operation: "ec2:CreateIpamPool",
  }),
  "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr": cloudFormation("AWS::EC2::IPAMPoolCidr", {
    operation: "ec2:ProvisionIpamPoolCidr",
  }),
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": cloudFormation(
    "AWS::EC2::VPCPeeringConnection",
    { names: { autoAccept: null } },
  ),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule("Ingress"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule("Egress"),
};
