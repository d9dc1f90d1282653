/** What many teams have: a VPC with public and private subnets, and an application in it with names in a public zone. */
import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("shop", {
  cidrBlock: "10.0.0.0/16",
  enableDnsHostnames: true,
  tags: { Name: "shop" },
});
const gateway = new aws.ec2.InternetGateway("shop", { vpcId: vpc.id });
const { id: routeTableId } = new aws.ec2.RouteTable("public", { vpcId: vpc.id });
new aws.ec2.Route("public", {
  routeTableId,
  destinationCidrBlock: "0.0.0.0/0",
  gatewayId: gateway.id,
});
const subnet = (tier: string, letter: string, cidrBlock: string) =>
  new aws.ec2.Subnet(`${tier}-${letter}`, {
    vpcId: vpc.id,
    availabilityZone: `us-east-1${letter}`,
    cidrBlock,
    tags: { Name: `shop-${tier}-${letter}`, tier },
  }).id;
const publicSubnets = {
  a: subnet("public", "a", "10.0.0.0/24"),
  b: subnet("public", "b", "10.0.1.0/24"),
};
for (const [letter, subnetId] of Object.entries(publicSubnets)) {
  new aws.ec2.RouteTableAssociation(`public-${letter}`, { routeTableId, subnetId });
}
const privateSubnets = [
  subnet("private", "a", "10.0.128.0/24"),
  subnet("private", "b", "10.0.129.0/24"),
];

const { zoneId } = aws.route53.getZoneOutput({ name: "example.com" });
const certificate = new aws.acm.Certificate("shop", {
  domainName: "*.example.com",
  validationMethod: "DNS",
});
const proof = certificate.domainValidationOptions[0]!;
const record = new aws.route53.Record("certificate", {
  zoneId,
  name: proof.resourceRecordName,
  type: proof.resourceRecordType,
  records: [proof.resourceRecordValue],
  ttl: 300,
});
const { certificateArn } = new aws.acm.CertificateValidation("shop", {
  certificateArn: certificate.arn,
  validationRecordFqdns: [record.fqdn],
});

/** A security group that the VPC reaches on one port, and that reaches the VPC. */
function group(name: string, port: number) {
  const { id: securityGroupId } = new aws.ec2.SecurityGroup(name, { vpcId: vpc.id });
  const inVpc = { securityGroupId, cidrIpv4: vpc.cidrBlock };
  const onPort = { ipProtocol: "tcp", fromPort: port, toPort: port };
  new aws.vpc.SecurityGroupIngressRule(name, { ...inVpc, ...onPort });
  new aws.vpc.SecurityGroupEgressRule(name, { ...inVpc, ipProtocol: "-1" });
  return securityGroupId;
}
const balancer = new aws.lb.LoadBalancer("shop", {
  name: "shop",
  internal: true,
  subnets: privateSubnets,
  securityGroups: [group("balancer", 443)],
});
const targets = new aws.lb.TargetGroup("shop", { vpcId: vpc.id, port: 80, protocol: "HTTP" });
new aws.lb.Listener("shop", {
  loadBalancerArn: balancer.arn,
  port: 443,
  protocol: "HTTPS",
  certificateArn,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});

const image = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
const template = new aws.ec2.LaunchTemplate("shop", {
  imageId: image,
  instanceType: "t4g.nano",
  vpcSecurityGroupIds: [group("instances", 80)],
  userData: Buffer.from("#!/bin/sh\ncd /srv && exec python3 -m http.server 80\n").toString(
    "base64",
  ),
});
new aws.autoscaling.Group(
  "shop",
  {
    name: "shop",
    minSize: 2,
    maxSize: 4,
    vpcZoneIdentifiers: privateSubnets,
    launchTemplate: { id: template.id, version: "$Latest" },
    targetGroupArns: [targets.arn],
  },
  // Other programs may attach target groups.
  { ignoreChanges: ["targetGroupArns"] },
);
