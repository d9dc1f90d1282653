import { partitionOf } from "../../components/settings/partition";
import type { ResourceGroupsTaggingAPI } from "@aws-sdk/client-resource-groups-tagging-api";

/** A creation that was pending when an update was killed: the resource may exist or not. */
export interface PendingCreate {
  readonly urn: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The call of the tagging API that is used. */
export type Tagging = Pick<ResourceGroupsTaggingAPI, "getResources">;

/** The tagging API of a region, the stack's own unless named. */
export type TaggingIn = (region?: string) => Tagging;

type Text = Readonly<Record<string, string>>;

/**
 * Types without tags, or whose tags the tagging API does not search: their inputs determine the id for
 * `pulumi import`.
 */
const ID_BY_INPUTS: Readonly<Record<string, (inputs: Text) => string>> = {
  "aws:ec2/route:Route": ({ routeTableId, destinationCidrBlock }) =>
    `${routeTableId}_${destinationCidrBlock}`,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ({ subnetId, routeTableId }) =>
    `${subnetId}/${routeTableId}`,
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": ({
    vpcEndpointId,
    routeTableId,
  }) => `${vpcEndpointId}/${routeTableId}`,
  "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry": ({ prefixListId, cidr }) =>
    `${prefixListId},${cidr}`,
  "aws:autoscaling/group:Group": ({ name }) => name!,
  "aws:autoscaling/policy:Policy": ({ autoscalingGroupName, name }) =>
    `${autoscalingGroupName}/${name}`,
  "aws:cloudwatch/dashboard:Dashboard": ({ dashboardName }) => dashboardName!,
  "aws:cloudwatch/logGroup:LogGroup": ({ name }) => name!,
  "aws:cloudwatch/metricAlarm:MetricAlarm": ({ name }) => name!,
  "aws:iam/instanceProfile:InstanceProfile": ({ name }) => name!,
  "aws:lambda/function:Function": ({ name }) => name!,
  "aws:ecs/cluster:Cluster": ({ name }) => name!,
  "aws:ecs/capacityProvider:CapacityProvider": ({ name }) => name!,
  // Of a cluster, by the end of its ARN.
  "aws:ecs/service:Service": ({ cluster, name }) => `${cluster?.split("/").at(-1)}/${name}`,
  "aws:ssm/parameter:Parameter": ({ name }) => name!,
  "aws:scheduler/schedule:Schedule": ({ groupName, name }) => `${groupName ?? "default"}/${name}`,
  "aws:route53/record:Record": ({ zoneId, name, type, setIdentifier }) =>
    [zoneId, name, type, setIdentifier].filter(Boolean).join("_"),
  "aws:s3/bucket:Bucket": ({ bucket }) => bucket!,
  "aws:iam/role:Role": ({ name }) => name!,
  "aws:iam/rolePolicy:RolePolicy": ({ role, name }) => `${role}:${name}`,
};

/** Types that are found by tag, with their name in ARNs and the tagging API. */
const RESOURCE_BY_TYPE: Readonly<Record<string, string>> = {
  "aws:ec2/vpc:Vpc": "ec2:vpc",
  "aws:ec2/subnet:Subnet": "ec2:subnet",
  "aws:ec2/internetGateway:InternetGateway": "ec2:internet-gateway",
  "aws:ec2/instance:Instance": "ec2:instance",
  "aws:ec2/launchTemplate:LaunchTemplate": "ec2:launch-template",
  "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint":
    "ec2:instance-connect-endpoint",
  "aws:ec2/natGateway:NatGateway": "ec2:natgateway",
  "aws:ec2/networkInterface:NetworkInterface": "ec2:network-interface",
  "aws:ec2/routeTable:RouteTable": "ec2:route-table",
  "aws:ec2/eip:Eip": "ec2:elastic-ip",
  "aws:ec2/vpcIpam:VpcIpam": "ec2:ipam",
  "aws:ec2/vpcIpamPool:VpcIpamPool": "ec2:ipam-pool",
  "aws:ec2/managedPrefixList:ManagedPrefixList": "ec2:prefix-list",
  "aws:ec2/securityGroup:SecurityGroup": "ec2:security-group",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "ec2:security-group-rule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "ec2:security-group-rule",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "ec2:vpc-endpoint",
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": "ec2:vpc-peering-connection",
  "aws:ec2/flowLog:FlowLog": "ec2:vpc-flow-log",
  "aws:globalaccelerator/accelerator:Accelerator": "globalaccelerator:accelerator",
  "aws:lb/listener:Listener": "elasticloadbalancing:listener",
  "aws:lb/loadBalancer:LoadBalancer": "elasticloadbalancing:loadbalancer",
  "aws:lb/targetGroup:TargetGroup": "elasticloadbalancing:targetgroup",
  "aws:route53/healthCheck:HealthCheck": "route53:healthcheck",
  "aws:route53/zone:Zone": "route53:hostedzone",
  "aws:sns/topic:Topic": "sns:topic",
  "aws:sqs/queue:Queue": "sqs",
};

/**
 * The regions in which the tagging API finds global resources, by service:
 * https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/overview.html
 */
const HOMES: Readonly<Record<string, string>> = {
  route53: "us-east-1",
  globalaccelerator: "us-west-2",
};

/** Types whose id is their ARN. */
const ID_IS_ARN = /^(elasticloadbalancing|globalaccelerator|sns):/;

/** The import id of a resource, from its ARN. */
function idOf(resource: string, arn: string): string {
  if (resource === "sqs") {
    // A queue's id is its URL.
    const [, , , region = "", account, name] = arn.split(":");
    return `https://sqs.${region}.${partitionOf(region).dnsSuffix}/${account}/${name}`;
  }
  return ID_IS_ARN.test(resource) ? arn : arn.slice(arn.lastIndexOf("/") + 1);
}

/**
 * Import ids of resources that a killed update may have created, without those that are already in the state.
 * Ids by tag are certain; ids by inputs are a guess that the import verifies.
 *
 * Types in neither table can be created again without harm: the default security group, an EC2 tag, the
 * reverse DNS name and the association of an address, options of a peering, targets of a target group, the
 * attachment of an auto scaling group, the association of a web ACL, settings and objects of a bucket, settings
 * of a function, capacity providers of a cluster, a revision of a task. The exceptions have neither tags nor an id that follows from
 * their inputs: a traffic policy; an accelerator's listener and endpoint group, of which AWS refuses a second
 * one; and a block of an IPAM pool, whose addresses AWS chooses: `aws ec2 get-ipam-pool-cidrs` lists it.
 */
export async function findCreated(
  { type, inputs }: PendingCreate,
  knownIds: ReadonlySet<string>,
  taggingIn: TaggingIn,
): Promise<string[]> {
  const byInputs = ID_BY_INPUTS[type];
  if (byInputs) return [byInputs(inputs as Text)];

  const resource = RESOURCE_BY_TYPE[type];
  const tags = inputs["tags"] as Text | undefined;
  if (!resource || !tags?.["Name"] || !tags["holdfast:stack"]) return [];
  const home = HOMES[resource.split(":")[0]!];
  const { ResourceTagMappingList: found = [] } = await taggingIn(home).getResources({
    ResourceTypeFilters: [resource],
    TagFilters: ["Name", "holdfast:stack"].map((Key) => ({ Key, Values: [tags[Key]!] })),
  });
  return found
    .map(({ ResourceARN: arn = "" }) => idOf(resource, arn))
    .filter((id) => !knownIds.has(id));
}
