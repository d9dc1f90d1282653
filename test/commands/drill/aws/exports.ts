/** Minimal stack exports, with the parts that rehearsals on AWS read. */

export const ACCOUNT = "111122223333";
export const REGION = "us-east-1";
export const TAG = "holdfast/prod";

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly outputs: object;
}

const tags = (name: string, more: object = {}) => ({
  Name: name,
  "holdfast:stack": TAG,
  ...more,
});
const arn = (service: string, rest: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

export const component = (type: string, name: string): Resource => ({
  urn: `urn:pulumi:prod::holdfast::${type}::${name}`,
  type,
  outputs: {},
});

const child = (parent: string, type: string, name: string, outputs: object): Resource => ({
  urn: `urn:pulumi:prod::holdfast::${parent}$${type}::${name}`,
  type,
  outputs,
});

const VPC = "holdfast:network:Vpc";

const subnet = (name: string, letter: string): Resource =>
  child(VPC, "aws:ec2/subnet:Subnet", name, {
    id: `subnet-${name}`,
    arn: arn("ec2", `subnet/subnet-${name}`),
    availabilityZone: `${REGION}${letter}`,
    tags: tags(name),
  });

const NETWORK = [
  child(VPC, "aws:ec2/vpc:Vpc", "network", { arn: arn("ec2", "vpc/vpc-1") }),
  ...["a", "b"].flatMap((letter) => [
    subnet(`public-${letter}`, letter),
    subnet(`private-${letter}`, letter),
  ]),
];

export const alarm = (name: string, region = REGION): Resource =>
  child("holdfast:front-door:ProxyAlarms", "aws:cloudwatch/metricAlarm:MetricAlarm", name, {
    arn: `arn:aws:cloudwatch:${region}:${ACCOUNT}:alarm:${name}-1`,
  });

const balancer = (name: string, outputs: object = {}): Resource =>
  child("holdfast:backend:Backend", "aws:lb/loadBalancer:LoadBalancer", name, {
    arn: arn("elasticloadbalancing", `loadbalancer/net/${name}/1`),
    ...outputs,
  });

const role = (door: string, name: string): Resource =>
  child(door, "aws:iam/role:Role", name, {
    name: `${name}-1`,
    arn: `arn:aws:iam::${ACCOUNT}:role/${name}-1`,
  });

const group = (door: string, name: string, node: string, outputs: object): Resource =>
  child(door, "aws:autoscaling/group:Group", name, {
    tags: Object.entries(tags(name, { "holdfast-node": node })).map(([key, value]) => ({
      key,
      value,
      propagateAtLaunch: true,
    })),
    ...outputs,
  });

const stackOf = (outputs: object, ...resources: readonly Resource[]) => ({
  version: 3,
  deployment: {
    resources: [
      { ...component("pulumi:pulumi:Stack", "holdfast-prod"), outputs },
      ...NETWORK,
      ...resources,
    ],
  },
});

const PROXIES = "holdfast:front-door:ProxyTier";
const NODES = ["a1", "a2", "b1", "b2"];

/** A stack with HAProxy nodes, and additional resources. */
export const haproxyExport = (...more: readonly Resource[]) =>
  stackOf(
    { hostname: "static.example.com" },
    component(PROXIES, "entry"),
    ...NODES.flatMap((node) => [
      role(PROXIES, `entry-${node}`),
      group(PROXIES, `entry-${node}`, node, {
        maxSize: 1,
        availabilityZones: [`${REGION}${node[0]}`],
      }),
      alarm(`alarms-entry-${node}-unhealthy`),
      alarm(`alarms-${node}-below-desired`),
    ]),
    balancer("backend-blue-nlb"),
    ...more,
  );

/** Lets Systems Manager reach a node. */
export const managed = (node: string): Resource =>
  child(PROXIES, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", `entry-${node}-ssm`, {
    role: `entry-${node}-1`,
    policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
  });

const PAIRS = "holdfast:front-door:AddressPairs";

export const pairExport = () =>
  stackOf(
    {},
    component(PAIRS, "entry"),
    role(PAIRS, "entry"),
    ...["a", "b"].map((letter) =>
      child(
        `${PAIRS}$holdfast:front-door:AddressPair`,
        "aws:ec2/instance:Instance",
        `entry-main-${letter}`,
        {
          availabilityZone: `${REGION}${letter}`,
          tags: tags(`entry-main-${letter}`, { "holdfast-node": `main-${letter}` }),
        },
      ),
    ),
    alarm("alarms-main-split-brain"),
    alarm("alarms-main-own-failed"),
  );

const ECS = "holdfast:front-door:EcsOnInstances";

export const ecsExport = () =>
  stackOf(
    { hostname: "static.example.com" },
    component(ECS, "entry"),
    role(ECS, "entry-instances"),
    group(ECS, "entry-instances", "ecs", {
      maxSize: 3,
      vpcZoneIdentifiers: ["subnet-public-a", "subnet-public-b"],
    }),
    child(`${ECS}$awsx:ecs:EC2Service`, "aws:ecs/service:Service", "entry-service", {
      name: "entry-service-1",
      cluster: arn("ecs", "cluster/entry-cluster-1"),
    }),
    alarm("alarms-entry-b1-unhealthy"),
  );

export const nlbExport = () =>
  stackOf(
    { hostname: "static.example.com" },
    component("holdfast:front-door:NlbAlb", "entry"),
    balancer("entry-nlb", { enableZonalShift: true }),
    alarm("entry-alarms-errors"),
  );
