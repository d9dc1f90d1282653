import * as t from "../../../stack/types";
import { ref } from "../plan";
import type { Fault } from "./fault";
import { OPENED_IN_PARTS } from "./opened-in-parts";
import { UNLIMITED } from "./unlimited";

const statement = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const open = (from: number, to: number, more: object = { cidrIpv4: "0.0.0.0/0" }) => ({
  securityGroupId: ref("proxies"),
  ipProtocol: "tcp",
  fromPort: from,
  toPort: to,
  ...more,
});

const RULE = "aws-ec2-security-group-disallow-open-administration";
const administration = (name: string, who: string, ports: string) =>
  `security group rules of ${name} should not admit the internet to administration ports, got ${who} to ${ports}; restrict the rules to specific CIDR blocks`;

const CHECKERS = "aws-ec2-security-group-configure-health-check-port";
const checkers = (name: string, who: string) =>
  `security group rules of ${name} should admit only health checkers to port 9001, got ${who}; use Route 53's prefix list`;

const WILDCARD = "aws-iam-policy-disallow-wildcard-resource";
const ELASTIC_IPS = "arn:aws:ec2:*:*:elastic-ip/*";

export const SECURITY_FAULTS: readonly Fault[] = [
  {
    title: "SSH is open, in a security group",
    policy: RULE,
    plant: (plan) =>
      plan.set("proxies", {
        ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }],
      }),
    messages: [administration("proxies", "0.0.0.0/0", "22")],
  },
  {
    title: "SSH is open by IPv6, in a rule",
    policy: RULE,
    plant: (plan) => plan.add("ssh", t.INGRESS_RULE, open(22, 22, { cidrIpv6: "::/0" })),
    messages: [administration("ssh", "::/0", "22")],
  },
  {
    title: "remote desktop is within an open range, in a rule of the older kind",
    policy: RULE,
    plant: (plan) =>
      plan.add("range", t.SECURITY_GROUP_RULE, {
        type: "ingress",
        securityGroupId: ref("proxies"),
        protocol: "tcp",
        fromPort: 3000,
        toPort: 4000,
        cidrBlocks: ["0.0.0.0/0"],
      }),
    messages: [administration("range", "0.0.0.0/0", "3389, 3306")],
  },
  {
    title: "the default security group admits SSH",
    policy: RULE,
    plant: (plan) =>
      plan.add("default", t.DEFAULT_SECURITY_GROUP, {
        vpcId: ref("front"),
        ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, ipv6CidrBlocks: ["::/0"] }],
      }),
    messages: [administration("default", "::/0", "22")],
  },
  ...OPENED_IN_PARTS,
  {
    title: "the health check port is open, in a rule",
    policy: CHECKERS,
    plant: (plan) => plan.add("health", t.INGRESS_RULE, open(9001, 9001)),
    messages: [checkers("health", "0.0.0.0/0")],
  },
  {
    title: "the health check port is within an open range, in a security group",
    policy: CHECKERS,
    plant: (plan) =>
      plan.set("proxies", {
        ingress: [{ protocol: "tcp", fromPort: 8999, toPort: 9010, ipv6CidrBlocks: ["::/0"] }],
      }),
    messages: [checkers("proxies", "::/0")],
  },
  ...[
    { name: "proxy-a", metadataOptions: undefined, got: "not set" },
    { name: "proxy-a", metadataOptions: { httpTokens: "optional" }, got: "optional" },
    { name: "template", metadataOptions: { httpEndpoint: "enabled" }, got: "not set" },
  ].map(({ name, metadataOptions, got }) => ({
    title: `${name} takes metadata requests without tokens: ${JSON.stringify(metadataOptions)}`,
    policy: "aws-ec2-instance-require-imdsv2",
    plant: (plan: Parameters<Fault["plant"]>[0]) => plan.set(name, { metadataOptions }),
    messages: [
      `instance metadata of ${name} should require tokens, got httpTokens ${got}; set it to required`,
    ],
  })),
  {
    title: "a launch configuration is used",
    policy: "aws-ec2-launch-configuration-disallow-use",
    plant: (plan) =>
      plan.add("old", t.LAUNCH_CONFIGURATION, {
        instanceType: "c7g.large",
        metadataOptions: { httpTokens: "required" },
      }),
    messages: ["old should be a launch template, got a launch configuration; replace it"],
  },
  {
    title: "a volume is not encrypted",
    policy: "aws-ebs-volume-require-encryption",
    plant: (plan) => plan.set("data", { encrypted: false }),
    messages: ["volume of data should be encrypted, got false; set encrypted"],
  },
  {
    title: "a launch template's volume does not say that it is encrypted",
    policy: "aws-ebs-volume-require-encryption",
    plant: (plan) =>
      plan.set("template", {
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeType: "gp3" } }],
      }),
    messages: ["volume /dev/xvda of template should be encrypted, got not set; set encrypted"],
  },
  {
    title: "a further volume of an instance is not encrypted",
    policy: "aws-ebs-volume-require-encryption",
    plant: (plan) =>
      plan.set("proxy-a", {
        ebsBlockDevices: [{ deviceName: "/dev/sdf", volumeType: "gp3", encrypted: false }],
      }),
    messages: ["volume /dev/sdf of proxy-a should be encrypted, got false; set encrypted"],
  },
  {
    title: "a bucket has no public access block",
    policy: "aws-s3-bucket-require-private",
    plant: (plan) => plan.remove("config-private"),
    messages: [
      "bucket config should block public access, got no public access block; add a BucketPublicAccessBlock",
    ],
  },
  {
    title: "a public access block has two switches off",
    policy: "aws-s3-bucket-require-private",
    plant: (plan) => {
      plan.set("config-private", { blockPublicPolicy: false });
      plan.unset("config-private", "restrictPublicBuckets");
    },
    messages: [
      "bucket config should block public access, got blockPublicPolicy, restrictPublicBuckets off; set to true",
    ],
  },
  {
    title: "a bucket has a public ACL",
    policy: "aws-s3-bucket-require-private",
    plant: (plan) => plan.set("config", { acl: "public-read" }),
    messages: ["bucket config should be private, got the ACL public-read; remove it"],
  },
  {
    title: "a bucket does not state its encryption",
    policy: "aws-s3-bucket-require-encryption",
    plant: (plan) => plan.remove("config-encrypted"),
    messages: [
      "bucket config should state its encryption, got none; add a BucketServerSideEncryptionConfiguration",
    ],
  },
  {
    title: "a network load balancer has no security group",
    policy: "aws-lb-load-balancer-require-security-group",
    plant: (plan) => plan.unset("nlb", "securityGroups"),
    messages: [
      "network load balancer nlb should have a security group, got none; set securityGroups now, it cannot be added later",
    ],
  },
  {
    title: "a network load balancer has an empty list of security groups",
    policy: "aws-lb-load-balancer-require-security-group",
    plant: (plan) => plan.set("nlb", { securityGroups: [] }),
    messages: [
      "network load balancer nlb should have a security group, got none; set securityGroups now, it cannot be added later",
    ],
  },
  {
    title: "an ALB waits longer than the NLB's default",
    policy: "aws-lb-load-balancer-configure-idle-timeout",
    plant: (plan) => plan.set("alb", { idleTimeout: 350 }),
    messages: [
      "idle timeout of alb should be under the 350 s of tcp, got 350 s; lower idleTimeout",
    ],
  },
  {
    title: "an NLB waits less than the ALB's default",
    policy: "aws-lb-load-balancer-configure-idle-timeout",
    plant: (plan) => {
      plan.unset("alb", "idleTimeout");
      plan.set("tcp", { tcpIdleTimeoutSeconds: 60 });
    },
    messages: ["idle timeout of alb should be under the 60 s of tcp, got 60 s; lower idleTimeout"],
  },
  {
    title: "a role's policy may take any address",
    policy: WILDCARD,
    plant: (plan) =>
      plan.set("may-claim", {
        policy: statement({ Effect: "Allow", Action: "ec2:AssociateAddress", Resource: "*" }),
      }),
    messages: [
      "may-claim should allow ec2:AssociateAddress on named resources only, got *; name them",
    ],
  },
  {
    title: "a role's own policy may take any address of every account",
    policy: WILDCARD,
    plant: (plan) =>
      plan.set("role", {
        inlinePolicies: [
          {
            name: "claim",
            policy: statement({
              Effect: "Allow",
              Action: ["ec2:associateaddress"],
              Resource: [ELASTIC_IPS],
            }),
          },
        ],
      }),
    messages: [
      `role should allow ec2:AssociateAddress on named resources only, got ${ELASTIC_IPS}; name them`,
    ],
  },
  {
    title: "a managed policy may change any route, by a pattern of actions",
    policy: WILDCARD,
    plant: (plan) =>
      plan.add("routes", t.POLICY, {
        policy: statement({ Effect: "Allow", Action: "ec2:*Route", Resource: "*" }),
      }),
    messages: [
      "routes should allow ec2:CreateRoute, ec2:ReplaceRoute, ec2:DeleteRoute on named resources only, got *; name them",
    ],
  },
  ...UNLIMITED,
  {
    title: "a Lambda runtime has ended",
    policy: "aws-lambda-function-require-supported-runtime",
    plant: (plan) => plan.set("function", { runtime: "nodejs18.x" }),
    messages: ["runtime of function function should be supported, got nodejs18.x; use nodejs24.x"],
  },
  {
    title: "a resource has no tags",
    policy: "aws-account-resource-require-tags",
    plant: (plan) => plan.unset("front", "tags"),
    messages: ["front should have the tag environment, got none; set it"],
  },
  {
    title: "a group lacks a tag in its list",
    policy: "aws-account-resource-require-tags",
    plant: (plan) => plan.set("servers", { tags: [{ key: "owner", value: "platform" }] }),
    messages: ["servers should have the tag environment, got none; set it"],
  },
];
