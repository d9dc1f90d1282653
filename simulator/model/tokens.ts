/** The modelled types, by the names with which other types refer to them. */
export const VPC = "aws:ec2/vpc:Vpc";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
export const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
export const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
export const ROUTE = "aws:ec2/route:Route";
export const ROUTE_TABLE_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
export const EIP = "aws:ec2/eip:Eip";
export const EIP_ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation";
export const EIP_DOMAIN_NAME = "aws:ec2/eipDomainName:EipDomainName";
export const IPAM = "aws:ec2/vpcIpam:VpcIpam";
export const IPAM_POOL = "aws:ec2/vpcIpamPool:VpcIpamPool";
export const IPAM_POOL_CIDR = "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr";
export const TAG = "aws:ec2/tag:Tag";
export const PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
export const PREFIX_LIST_ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";
export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const DEFAULT_SECURITY_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
export const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
export const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
export const VPC_ENDPOINT_ROUTE_TABLE =
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation";
export const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
export const ROLE = "aws:iam/role:Role";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const ROLE_POLICY_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
export const INSTANCE_PROFILE = "aws:iam/instanceProfile:InstanceProfile";
export const NETWORK_INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
export const INSTANCE_CONNECT_ENDPOINT =
  "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint";
export const INSTANCE = "aws:ec2/instance:Instance";
export const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
export const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
export const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
export const TARGET_GROUP_ATTACHMENT = "aws:lb/targetGroupAttachment:TargetGroupAttachment";
export const LISTENER = "aws:lb/listener:Listener";
export const LISTENER_RULE = "aws:lb/listenerRule:ListenerRule";
export const AUTO_SCALING_GROUP = "aws:autoscaling/group:Group";
export const AUTO_SCALING_ATTACHMENT = "aws:autoscaling/attachment:Attachment";
export const LIFECYCLE_HOOK = "aws:autoscaling/lifecycleHook:LifecycleHook";
export const HOSTED_ZONE = "aws:route53/zone:Zone";
export const DNS_RECORD = "aws:route53/record:Record";
export const HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck";
export const TRAFFIC_POLICY = "aws:route53/trafficPolicy:TrafficPolicy";
export const TRAFFIC_POLICY_INSTANCE = "aws:route53/trafficPolicyInstance:TrafficPolicyInstance";
export const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";
export const ACCELERATOR_LISTENER = "aws:globalaccelerator/listener:Listener";
export const ENDPOINT_GROUP = "aws:globalaccelerator/endpointGroup:EndpointGroup";
export const VPC_PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
export const VPC_PEERING_OPTIONS = "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions";
export const SCALING_POLICY = "aws:autoscaling/policy:Policy";
export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
export const TOPIC = "aws:sns/topic:Topic";
export const TOPIC_SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
export const BUCKET = "aws:s3/bucket:Bucket";
export const BUCKET_VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
export const BUCKET_ENCRYPTION =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
export const BUCKET_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
export const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
export const BUCKET_OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
export const CERTIFICATE = "aws:acm/certificate:Certificate";
export const CERTIFICATE_VALIDATION = "aws:acm/certificateValidation:CertificateValidation";
export const BUCKET_LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
export const LAMBDA_FUNCTION = "aws:lambda/function:Function";
export const LAMBDA_INVOKE_CONFIG =
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
export const LAMBDA_PERMISSION = "aws:lambda/permission:Permission";
export const SCHEDULE = "aws:scheduler/schedule:Schedule";
export const QUEUE = "aws:sqs/queue:Queue";
export const ECS_CLUSTER = "aws:ecs/cluster:Cluster";
export const CAPACITY_PROVIDER = "aws:ecs/capacityProvider:CapacityProvider";
export const CLUSTER_CAPACITY_PROVIDERS =
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
export const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
export const ECS_SERVICE = "aws:ecs/service:Service";
export const IMAGE = "aws:ec2/ami:Ami";
export const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
export const WEB_ACL_ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
export const SSM_PARAMETER = "aws:ssm/parameter:Parameter";

/** Instead of a type: any resource with the id. */
export const ANY_TYPE = "*";
