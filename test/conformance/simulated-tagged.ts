import {
  HEALTH_CHECK,
  EIP,
  INTERNET_GATEWAY,
  LAUNCH_TEMPLATE,
  LOAD_BALANCER,
  NETWORK_INTERFACE,
  PREFIX_LIST,
  ROUTE_TABLE,
  SECURITY_GROUP,
  SUBNET,
  type Stored,
  TARGET_GROUP,
  VPC,
  VPC_ENDPOINT,
  type Values,
  text,
} from "../../simulator";
import { type Place, REGION } from "./makers";

type Make = (type: string, inputs: Values) => Stored;

/** What a resource of each kind is made of, its tags aside. */
const KINDS: Readonly<
  Record<string, (place: Place, make: Make, name: string) => readonly [type: string, Values]>
> = {
  "ec2:vpc": () => [VPC, { cidrBlock: "10.8.0.0/16" }],
  "ec2:subnet": ({ vpc }) => [SUBNET, { vpcId: vpc, cidrBlock: "10.0.8.0/24" }],
  "ec2:internet-gateway": () => [INTERNET_GATEWAY, {}],
  "ec2:launch-template": (_, __, name) => [LAUNCH_TEMPLATE, { name, instanceType: "t3.micro" }],
  "ec2:network-interface": ({ subnets: [subnetId] }) => [NETWORK_INTERFACE, { subnetId }],
  "ec2:route-table": ({ vpc }) => [ROUTE_TABLE, { vpcId: vpc }],
  "ec2:elastic-ip": () => [EIP, { domain: "vpc" }],
  "ec2:prefix-list": (_, __, name) => [PREFIX_LIST, { name, addressFamily: "IPv4", maxEntries: 2 }],
  "ec2:security-group": ({ vpc }, _, name) => [SECURITY_GROUP, { vpcId: vpc, name }],
  "ec2:vpc-endpoint": ({ vpc }) => [
    VPC_ENDPOINT,
    { vpcId: vpc, serviceName: `com.amazonaws.${REGION}.s3` },
  ],
  "elasticloadbalancing:loadbalancer": ({ subnets }, _, name) => [
    LOAD_BALANCER,
    { name, loadBalancerType: "network", subnets: [...subnets] },
  ],
  "elasticloadbalancing:targetgroup": ({ vpc }, _, name) => [
    TARGET_GROUP,
    { name, port: 443, protocol: "TCP", vpcId: vpc, targetType: "ip" },
  ],
  "route53:healthcheck": () => [
    HEALTH_CHECK,
    { ipAddress: "192.0.2.9", type: "TCP", port: 443, requestInterval: 30, failureThreshold: 3 },
  ],
};

export const TAGGED_KINDS = Object.keys(KINDS);

/** Makes a resource of a kind with tags; its ARN. */
export function makeTagged(
  make: Make,
  place: Place,
  unique: (name: string) => string,
  kind: string,
  tags: Values,
): string {
  const [type, inputs] = KINDS[kind]!(place, make, unique("tagged"));
  const { id, outputs } = make(type, { ...inputs, tags });
  return text(outputs["arn"]) || `arn:aws:ec2:${REGION}:123456789012:${kind.slice(4)}/${id}`;
}
