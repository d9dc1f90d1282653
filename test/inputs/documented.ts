import type { Resource } from "../../stack/resource";
import type { Finding } from "./check-inputs";
import type { Values } from "./translate";

/*
 * Limits that AWS's documents state, but not its schemas and models. Each row has its source.
 */

type Rule = (inputs: Values, resource: Resource) => readonly [path: string, reason: string][];

const USER_DATA =
  "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html";
const METADATA =
  "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsRequest.html";
const ELB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference";
const ECS =
  "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html";
const PORTS = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html";
const SSM = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html";
const TEMPLATE = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplate.html";
const CHECKS = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html";
const ENDPOINTS =
  "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html";

/** Those that a stack's network can need. */
const ENDPOINT_SERVICES =
  /^com\.amazonaws\.[a-z0-9-]+\.(autoscaling|dynamodb|ec2|ec2messages|ecr\.api|ecr\.dkr|ecs|ecs-agent|ecs-telemetry|cloudformation|elasticloadbalancing|kms|logs|monitoring|s3|secretsmanager|ssm|ssmmessages|sts)$/;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const MOST_USER_DATA = 16 * 1024;

const userData =
  (key: string): Rule =>
  (inputs) => {
    const bytes = Buffer.from(textOf(inputs[key]), "base64").length;
    return bytes > MOST_USER_DATA
      ? [[key, `${bytes} bytes are more than ${MOST_USER_DATA}: ${USER_DATA}`]]
      : [];
  };

const hopLimit: Rule = ({ metadataOptions }) => {
  const limit = Number((metadataOptions as Values | undefined)?.["httpPutResponseHopLimit"] ?? 1);
  return limit >= 1 && limit <= 64
    ? []
    : [["metadataOptions.httpPutResponseHopLimit", `${limit} is not from 1 to 64: ${METADATA}`]];
};

/** The known part of the name that AWS receives. */
const nameOf = ({ name }: Values, { outputs }: Resource): string =>
  textOf(name ?? outputs?.["name"]);

const named =
  (pattern: RegExp, source: string): Rule =>
  (inputs, resource) => {
    const name = nameOf(inputs, resource);
    return name === "" || pattern.test(name)
      ? []
      : [["name", `${JSON.stringify(name)} does not match ${pattern.source}: ${source}`]];
  };

const ports: Rule = ({ fromPort, toPort, ipProtocol }) =>
  ["tcp", "udp"].includes(String(ipProtocol)) && Number(fromPort) > Number(toPort)
    ? [["fromPort", `${Number(fromPort)} is above toPort, ${Number(toPort)}: ${PORTS}`]]
    : [];

const interval: Rule = ({ requestInterval, type }) =>
  requestInterval === undefined || [10, 30].includes(Number(requestInterval))
    ? []
    : [
        [
          "requestInterval",
          `${Number(requestInterval)} is not 10 or 30 (${String(type)}): ${CHECKS}`,
        ],
      ];

const OF_BALANCERS = /^(?!internal-)(?!-)[a-zA-Z0-9-]{1,32}(?<!-)$/;

const RULES: Readonly<Record<string, readonly Rule[]>> = {
  "aws:ec2/instance:Instance": [userData("userDataBase64"), hopLimit],
  "aws:ec2/launchTemplate:LaunchTemplate": [
    userData("userData"),
    hopLimit,
    named(/^[a-zA-Z0-9().\-/_]{3,128}$/, TEMPLATE),
  ],
  "aws:ec2/vpcEndpoint:VpcEndpoint": [
    ({ serviceName }) =>
      ENDPOINT_SERVICES.test(String(serviceName))
        ? []
        : [["serviceName", `${String(serviceName)} is not known: ${ENDPOINTS}`]],
  ],
  "aws:ecs/service:Service": [
    ({ deploymentMinimumHealthyPercent: least = 100, deploymentMaximumPercent: most = 200 }) =>
      Number(least) > Number(most)
        ? [["deploymentMinimumHealthyPercent", `${Number(least)} is above the maximum: ${ECS}`]]
        : [],
  ],
  "aws:lb/loadBalancer:LoadBalancer": [named(OF_BALANCERS, `${ELB}/API_CreateLoadBalancer.html`)],
  "aws:lb/targetGroup:TargetGroup": [named(OF_BALANCERS, `${ELB}/API_CreateTargetGroup.html`)],
  "aws:route53/healthCheck:HealthCheck": [interval],
  "aws:ssm/parameter:Parameter": [named(/^[a-zA-Z0-9_.\-/]{1,1011}$/, SSM)],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": [ports],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [ports],
};

/** Two listeners of a load balancer on one port. */
function samePorts(all: readonly Resource[]): Finding[] {
  const listeners = all.filter(({ type }) => type === "aws:lb/listener:Listener");
  const placeOf = ({ inputs }: Resource): string =>
    `${String(inputs["loadBalancerArn"])}:${String(inputs["port"])}`;
  const places = listeners.map(placeOf);
  return listeners
    .filter((one, index) => places.indexOf(placeOf(one)) !== index)
    .map(({ name, inputs }) => ({
      resource: name,
      rule: "documents",
      path: "port",
      reason: `another listener has port ${String(inputs["port"])}: ${ELB}/API_CreateListener.html`,
    }));
}

/** Violations of AWS's documented limits. */
export const documentedProblems = (all: readonly Resource[]): Finding[] => [
  ...all.flatMap((resource) =>
    (RULES[resource.type] ?? [])
      .flatMap((rule) => rule(resource.inputs, resource))
      .map(([path, reason]) => ({ resource: resource.name, rule: "documents", path, reason })),
  ),
  ...samePorts(all),
];
