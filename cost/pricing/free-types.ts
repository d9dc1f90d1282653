/** Types of AWS resources without a cost of their own, by module. */
const FREE: Readonly<Record<string, readonly string[]>> = {
  acm: ["certificate:Certificate", "certificateValidation:CertificateValidation"],
  autoscaling: [
    "policy:Policy",
    "schedule:Schedule",
    "lifecycleHook:LifecycleHook",
    "attachment:Attachment",
    "tag:Tag",
    "notification:Notification",
  ],
  cloudwatch: [
    "eventRule:EventRule",
    "eventTarget:EventTarget",
    "logStream:LogStream",
    "logResourcePolicy:LogResourcePolicy",
  ],
  ec2: [
    "defaultNetworkAcl:DefaultNetworkAcl",
    "defaultRouteTable:DefaultRouteTable",
    "defaultSecurityGroup:DefaultSecurityGroup",
    "eipAssociation:EipAssociation",
    "eipDomainName:EipDomainName",
    "internetGateway:InternetGateway",
    "internetGatewayAttachment:InternetGatewayAttachment",
    "keyPair:KeyPair",
    // Their instances are priced with the group or fleet.
    "launchConfiguration:LaunchConfiguration",
    "launchTemplate:LaunchTemplate",
    "mainRouteTableAssociation:MainRouteTableAssociation",
    "managedPrefixList:ManagedPrefixList",
    "managedPrefixListEntry:ManagedPrefixListEntry",
    "natGatewayEipAssociation:NatGatewayEipAssociation",
    "networkAcl:NetworkAcl",
    "networkAclAssociation:NetworkAclAssociation",
    "networkAclRule:NetworkAclRule",
    "networkInterface:NetworkInterface",
    "networkInterfaceAttachment:NetworkInterfaceAttachment",
    "networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
    "peeringConnectionOptions:PeeringConnectionOptions",
    "placementGroup:PlacementGroup",
    "route:Route",
    "routeTable:RouteTable",
    "routeTableAssociation:RouteTableAssociation",
    "securityGroup:SecurityGroup",
    "securityGroupAssociation:SecurityGroupAssociation",
    "securityGroupRule:SecurityGroupRule",
    "subnet:Subnet",
    "tag:Tag",
    "volumeAttachment:VolumeAttachment",
    "vpc:Vpc",
    "vpcDhcpOptions:VpcDhcpOptions",
    "vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
    "vpcEndpointPolicy:VpcEndpointPolicy",
    "vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
    "vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation",
    // AWS bills its blocks.
    "vpcIpamPool:VpcIpamPool",
    "vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
    "vpcPeeringConnection:VpcPeeringConnection",
    "vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
  ],
  // Free on instances; Fargate tasks are priced with the service.
  ecs: [
    "capacityProvider:CapacityProvider",
    "cluster:Cluster",
    "clusterCapacityProviders:ClusterCapacityProviders",
    "taskDefinition:TaskDefinition",
  ],
  globalaccelerator: ["endpointGroup:EndpointGroup", "listener:Listener"],
  iam: [
    "groupPolicy:GroupPolicy",
    "instanceProfile:InstanceProfile",
    "policy:Policy",
    "policyAttachment:PolicyAttachment",
    "role:Role",
    "rolePolicy:RolePolicy",
    "rolePolicyAttachment:RolePolicyAttachment",
    "serviceLinkedRole:ServiceLinkedRole",
    "user:User",
    "userPolicy:UserPolicy",
  ],
  lambda: [
    "alias:Alias",
    "functionEventInvokeConfig:FunctionEventInvokeConfig",
    "layerVersion:LayerVersion",
    "permission:Permission",
  ],
  lb: [
    "listener:Listener",
    "listenerCertificate:ListenerCertificate",
    "listenerRule:ListenerRule",
    "targetGroup:TargetGroup",
    "targetGroupAttachment:TargetGroupAttachment",
  ],
  ram: ["resourceShare:ResourceShare"],
  resourcegroups: ["group:Group"],
  route53: [
    "record:Record",
    // AWS bills its records.
    "trafficPolicy:TrafficPolicy",
    "vpcAssociationAuthorization:VpcAssociationAuthorization",
    "zoneAssociation:ZoneAssociation",
  ],
  // Objects are counted with their bucket.
  s3: [
    "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "bucketObject:BucketObject",
    "bucketObjectv2:BucketObjectv2",
    "bucketOwnershipControls:BucketOwnershipControls",
    "bucketPolicy:BucketPolicy",
    "bucketPublicAccessBlock:BucketPublicAccessBlock",
    "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "bucketVersioning:BucketVersioning",
  ],
  scheduler: ["scheduleGroup:ScheduleGroup"],
  sns: ["topicPolicy:TopicPolicy", "topicSubscription:TopicSubscription"],
  sqs: ["queuePolicy:QueuePolicy", "redrivePolicy:RedrivePolicy"],
  // Standard parameters.
  ssm: ["association:Association", "document:Document", "parameter:Parameter"],
  vpc: [
    "securityGroupEgressRule:SecurityGroupEgressRule",
    "securityGroupIngressRule:SecurityGroupIngressRule",
    "securityGroupVpcAssociation:SecurityGroupVpcAssociation",
  ],
  // The web ACL is what is paid for.
  wafv2: ["webAclAssociation:WebAclAssociation"],
  // EC2 Instance Connect Endpoints.
  ec2transitgateway: ["instanceConnectEndpoint:InstanceConnectEndpoint"],
};

/** Packages without AWS resources. */
const LOCAL_PACKAGES = new Set(["pulumi", "command", "random", "tls", "time", "archive"]);

const types = new Set(
  Object.entries(FREE).flatMap(([module, names]) => names.map((name) => `aws:${module}/${name}`)),
);

/** Whether resources of a type are free. Unknown types are not. */
export const isFree = (type: string): boolean =>
  types.has(type) || LOCAL_PACKAGES.has(type.split(":")[0]!);
