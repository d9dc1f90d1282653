import type { CleanUp } from "./clean-up";
import { tagList } from "./tag-list";
import type { Apis } from "./apis";
import { type Place, REGION, type Tags } from "./makers";

interface Wanted {
  readonly kind: string;
  readonly tags: Tags;
  readonly place: Place;
  readonly name: string;
  readonly cleanUp: CleanUp;
}

type Clients = Pick<Apis, "ec2" | "elb" | "route53" | "sts">;
type Make = (clients: Clients, wanted: Wanted) => Promise<string>;

const specification = (type: string, { tags }: Wanted) =>
  [{ ResourceType: type, Tags: tagList(tags) }] as never;

/** How each kind is made, and deleted when that is due; the id, or the whole ARN. */
const KINDS: Readonly<Record<string, Make>> = {
  "ec2:vpc": async ({ ec2 }, wanted) => {
    const { Vpc } = await ec2.createVpc({
      CidrBlock: "10.8.0.0/16",
      TagSpecifications: specification("vpc", wanted),
    });
    wanted.cleanUp.later(() => ec2.deleteVpc({ VpcId: Vpc!.VpcId }));
    return Vpc!.VpcId!;
  },
  "ec2:subnet": async ({ ec2 }, wanted) => {
    const { Subnet } = await ec2.createSubnet({
      VpcId: wanted.place.vpc,
      CidrBlock: "10.0.8.0/24",
      TagSpecifications: specification("subnet", wanted),
    });
    wanted.cleanUp.later(() => ec2.deleteSubnet({ SubnetId: Subnet!.SubnetId }));
    return Subnet!.SubnetId!;
  },
  "ec2:internet-gateway": async ({ ec2 }, wanted) => {
    const { InternetGateway } = await ec2.createInternetGateway({
      TagSpecifications: specification("internet-gateway", wanted),
    });
    const id = InternetGateway!.InternetGatewayId!;
    wanted.cleanUp.later(() => ec2.deleteInternetGateway({ InternetGatewayId: id }));
    return id;
  },
  "ec2:launch-template": async ({ ec2 }, wanted) => {
    const { LaunchTemplate } = await ec2.createLaunchTemplate({
      LaunchTemplateName: wanted.name,
      LaunchTemplateData: { InstanceType: "t3.micro" },
      TagSpecifications: specification("launch-template", wanted),
    });
    const id = LaunchTemplate!.LaunchTemplateId!;
    wanted.cleanUp.later(() => ec2.deleteLaunchTemplate({ LaunchTemplateId: id }));
    return id;
  },
  "ec2:network-interface": async ({ ec2 }, wanted) => {
    const { NetworkInterface } = await ec2.createNetworkInterface({
      SubnetId: wanted.place.subnets[0],
      TagSpecifications: specification("network-interface", wanted),
    });
    const id = NetworkInterface!.NetworkInterfaceId!;
    wanted.cleanUp.later(() => ec2.deleteNetworkInterface({ NetworkInterfaceId: id }));
    return id;
  },
  "ec2:route-table": async ({ ec2 }, wanted) => {
    const { RouteTable } = await ec2.createRouteTable({
      VpcId: wanted.place.vpc,
      TagSpecifications: specification("route-table", wanted),
    });
    const id = RouteTable!.RouteTableId!;
    wanted.cleanUp.later(() => ec2.deleteRouteTable({ RouteTableId: id }));
    return id;
  },
  "ec2:elastic-ip": async ({ ec2 }, wanted) => {
    const { AllocationId } = await ec2.allocateAddress({
      Domain: "vpc",
      TagSpecifications: specification("elastic-ip", wanted),
    });
    wanted.cleanUp.later(() => ec2.releaseAddress({ AllocationId }));
    return AllocationId!;
  },
  "ec2:prefix-list": async ({ ec2 }, wanted) => {
    const { PrefixList } = await ec2.createManagedPrefixList({
      PrefixListName: wanted.name,
      AddressFamily: "IPv4",
      MaxEntries: 2,
      TagSpecifications: specification("prefix-list", wanted),
    });
    const id = PrefixList!.PrefixListId!;
    wanted.cleanUp.later(() => ec2.deleteManagedPrefixList({ PrefixListId: id }));
    return id;
  },
  "ec2:security-group": async ({ ec2 }, wanted) => {
    const { GroupId } = await ec2.createSecurityGroup({
      GroupName: wanted.name,
      Description: wanted.name,
      VpcId: wanted.place.vpc,
      TagSpecifications: specification("security-group", wanted),
    });
    wanted.cleanUp.later(() => ec2.deleteSecurityGroup({ GroupId }));
    return GroupId!;
  },
  "ec2:vpc-endpoint": async ({ ec2 }, wanted) => {
    const { VpcEndpoint } = await ec2.createVpcEndpoint({
      VpcId: wanted.place.vpc,
      ServiceName: `com.amazonaws.${REGION}.s3`,
      TagSpecifications: specification("vpc-endpoint", wanted),
    });
    const id = VpcEndpoint!.VpcEndpointId!;
    wanted.cleanUp.later(() => ec2.deleteVpcEndpoints({ VpcEndpointIds: [id] }));
    return id;
  },
  "elasticloadbalancing:loadbalancer": async ({ elb }, { place, name, tags, cleanUp }) => {
    const { LoadBalancers = [] } = await elb.createLoadBalancer({
      Name: name,
      Type: "network",
      Subnets: [...place.subnets],
      Tags: tagList(tags) as never,
    });
    const arn = LoadBalancers[0]!.LoadBalancerArn!;
    cleanUp.later(() => elb.deleteLoadBalancer({ LoadBalancerArn: arn }));
    return arn;
  },
  "elasticloadbalancing:targetgroup": async ({ elb }, { place, name, tags, cleanUp }) => {
    const { TargetGroups = [] } = await elb.createTargetGroup({
      Name: name,
      Port: 443,
      Protocol: "TCP",
      VpcId: place.vpc,
      TargetType: "ip",
      Tags: tagList(tags) as never,
    });
    const arn = TargetGroups[0]!.TargetGroupArn!;
    cleanUp.later(() => elb.deleteTargetGroup({ TargetGroupArn: arn }));
    return arn;
  },
  "route53:healthcheck": async ({ route53 }, { name, tags, cleanUp }) => {
    const { HealthCheck } = await route53.createHealthCheck({
      CallerReference: name,
      HealthCheckConfig: { IPAddress: "192.0.2.9", Type: "TCP", Port: 443 },
    });
    const id = HealthCheck!.Id!;
    cleanUp.later(() => route53.deleteHealthCheck({ HealthCheckId: id }));
    await route53.changeTagsForResource({
      ResourceType: "healthcheck",
      ResourceId: id,
      AddTags: tagList(tags),
    });
    return `arn:aws:route53:::healthcheck/${id}`;
  },
};

/** Makes a resource of a kind with tags; its ARN. */
export async function remoteTagged(clients: Clients, wanted: Wanted): Promise<string> {
  const make = KINDS[wanted.kind];
  if (!make) throw new Error(`${wanted.kind} is missing in remote-tagged.ts`);
  const id = await make(clients, wanted);
  if (id.startsWith("arn:")) return id;
  const { Account } = await clients.sts.getCallerIdentity({});
  return `arn:aws:ec2:${REGION}:${Account}:${wanted.kind.slice(4)}/${id}`;
}
