import * as t from "../../stack/types";
import { backendNetwork, network, tags } from "./baseline-network";
import { Plan, type PackConfig, ref } from "./plan";

/** What the baseline is judged by: every policy that needs configuration has some. */
export const BASELINE_CONFIG: PackConfig = {
  "aws-cost-stack-require-budget": {
    monthlyUsd: 2000,
    region: "us-east-1",
    // What faults for other policies plant.
    allowUnpriced: [
      "aws:transfer/server:Server",
      "gp2-gb-month",
      "p5.48xlarge",
      "t2.micro",
      "unknown-launch-template",
      "x2idn.32xlarge",
    ],
  },
  "aws-ec2-instance-require-allowed-family": { families: ["c7g", "t4g", "c4", "t2"] },
  "aws-ec2-eip-disallow-release": { keep: ["address-nat-a", "address-nat-b"] },
  "aws-account-resource-require-tags": { keys: ["environment"] },
  "aws-ec2-vpc-endpoint-disallow-dearer-than-nat": { natAllowed: true, region: "us-east-1" },
};

const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A system of plain resources, without components, that passes every policy. */
export function baseline(): Plan {
  const plan = new Plan();
  network(plan);
  backendNetwork(plan);
  addresses(plan);
  machines(plan);
  balancers(plan);
  names(plan);
  operation(plan);
  return plan;
}

const ADDRESSES = ["nat-a", "nat-b", "entry-a", "entry-b"];

function addresses(plan: Plan): void {
  plan.add("allow-list", t.PREFIX_LIST, {
    addressFamily: "IPv4",
    maxEntries: 10,
    tags: tags("allow-list"),
  });
  for (const key of ADDRESSES) {
    const name = `address-${key}`;
    plan.add(name, t.EIP, { domain: "vpc", tags: tags(name) }, true);
    plan.add(`allow-${key}`, t.PREFIX_LIST_ENTRY, {
      prefixListId: ref("allow-list"),
      cidr: ref(name, "publicIp", "/32"),
    });
  }
}

const disk = { volumeType: "gp3", encrypted: true };

function machines(plan: Plan): void {
  plan.add("proxies", t.SECURITY_GROUP, {
    vpcId: ref("front"),
    ingress: [
      { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
      { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.20.0.0/16"] },
    ],
    tags: tags("proxies"),
  });
  plan.add("health-port", t.INGRESS_RULE, {
    securityGroupId: ref("proxies"),
    ipProtocol: "tcp",
    fromPort: 9001,
    toPort: 9001,
    prefixListId: "pl-0a1b2c3d",
    tags: tags("health-port"),
  });
  for (const zone of ["a", "b"]) {
    plan.add(`proxy-${zone}`, t.INSTANCE, {
      instanceType: "c7g.large",
      subnetId: ref(`front-public-${zone}`),
      metadataOptions: { httpTokens: "required" },
      rootBlockDevice: disk,
      tags: tags(`proxy-${zone}`),
    });
    plan.add(`claim-${zone}`, t.EIP_ASSOCIATION, {
      instanceId: ref(`proxy-${zone}`),
      allocationId: ref(`address-entry-${zone}`),
    });
  }
  plan.add("template", t.LAUNCH_TEMPLATE, {
    instanceType: "t4g.small",
    metadataOptions: { httpTokens: "required" },
    blockDeviceMappings: [
      { deviceName: "/dev/xvda", ebs: { volumeType: "gp3", encrypted: "true" } },
    ],
    tags: tags("template"),
  });
  plan.add("servers", t.GROUP, {
    minSize: 2,
    maxSize: 6,
    launchTemplate: { id: ref("template"), version: "1" },
    vpcZoneIdentifiers: [ref("back-private-a"), ref("back-private-b")],
    tags: [{ key: "environment", value: "production", propagateAtLaunch: true }],
  });
  plan.add("bastion", t.GROUP, {
    minSize: 0,
    maxSize: 1,
    name: "bastion",
    launchTemplate: { id: ref("template"), version: "1" },
    vpcZoneIdentifiers: [ref("front-private-a")],
    tags: [{ key: "environment", value: "production", propagateAtLaunch: true }],
  });
  plan.add("evening", t.GROUP_SCHEDULE, {
    autoscalingGroupName: ref("bastion"),
    recurrence: "0 18 * * 0-4",
    desiredCapacity: 0,
  });
  plan.add("data", t.VOLUME, {
    availabilityZone: "us-east-1a",
    type: "gp3",
    size: 20,
    encrypted: true,
    tags: tags("data"),
  });
}

function balancers(plan: Plan): void {
  plan.add("nlb", t.LOAD_BALANCER, {
    loadBalancerType: "network",
    internal: true,
    securityGroups: [ref("proxies")],
    subnetMappings: [{ subnetId: ref("back-private-a") }, { subnetId: ref("back-private-b") }],
    tags: tags("nlb"),
  });
  plan.add("alb", t.LOAD_BALANCER, {
    internal: true,
    idleTimeout: 60,
    securityGroups: [ref("proxies")],
    subnets: [ref("back-private-a"), ref("back-private-b")],
    tags: tags("alb"),
  });
  for (const color of ["blue", "green"]) {
    plan.add(`${color}-targets`, t.TARGET_GROUP, { port: 80, tags: tags(`${color}-targets`) });
  }
  plan.add("tcp", t.LISTENER, {
    loadBalancerArn: ref("nlb", "arn"),
    protocol: "TCP",
    port: 443,
    defaultActions: [{ type: "forward", targetGroupArn: ref("blue-targets", "arn") }],
  });
  plan.add("http", t.LISTENER, {
    loadBalancerArn: ref("alb", "arn"),
    protocol: "HTTP",
    port: 80,
    defaultActions: [
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: ref("blue-targets", "arn"), weight: 100 },
            { arn: ref("green-targets", "arn"), weight: 0 },
          ],
        },
      },
    ],
  });
}

function names(plan: Plan): void {
  plan.add("zone", t.ZONE, { name: "example.com", tags: tags("zone") });
  for (const zone of ["a", "b"]) {
    plan.add(`check-${zone}`, t.HEALTH_CHECK, {
      type: "HTTP",
      ipAddress: ref(`address-entry-${zone}`, "publicIp"),
      port: 9001,
      resourcePath: "/health",
      tags: tags(`check-${zone}`),
    });
    plan.add(`record-${zone}`, t.RECORD, {
      zoneId: ref("zone"),
      name: "static.example.com",
      type: "A",
      ttl: 60,
      records: [ref(`address-entry-${zone}`, "publicIp")],
      setIdentifier: zone,
      multivalueAnswerRoutingPolicy: true,
      healthCheckId: ref(`check-${zone}`),
    });
  }
  plan.add("inside", t.ZONE, {
    name: "internal",
    vpcs: [{ vpcId: ref("front") }],
    tags: tags("inside"),
  });
  for (const [color, weight] of [
    ["blue", 100],
    ["green", 0],
  ] as const) {
    plan.add(`live-${color}`, t.RECORD, {
      zoneId: ref("inside"),
      name: "live.internal",
      type: "CNAME",
      ttl: 10,
      records: [`${color}.internal`],
      setIdentifier: color,
      weightedRoutingPolicies: [{ weight }],
    });
  }
}

function operation(plan: Plan): void {
  plan.add("logs", t.LOG_GROUP, { retentionInDays: 30, tags: tags("logs") });
  plan.add("function", t.FUNCTION, { runtime: "nodejs24.x", tags: tags("function") });
  plan.add("config", t.BUCKET, { tags: tags("config") });
  plan.add("config-private", t.PUBLIC_ACCESS_BLOCK, {
    bucket: ref("config"),
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  plan.add("config-encrypted", t.BUCKET_ENCRYPTION, {
    bucket: ref("config"),
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  plan.add("role", t.ROLE, { assumeRolePolicy: document(), tags: tags("role") });
  plan.add("may-claim", t.ROLE_POLICY, {
    role: ref("role"),
    policy: document(
      {
        Effect: "Allow",
        Action: "ec2:AssociateAddress",
        Resource: "arn:aws:ec2:us-east-1:123456789012:elastic-ip/eipalloc-1",
      },
      {
        Effect: "Allow",
        Action: "ec2:AssociateAddress",
        Resource: "arn:aws:ec2:us-east-1:123456789012:instance/*",
        Condition: { StringEquals: { "aws:ResourceTag/proxy": "a" } },
      },
      { Effect: "Allow", Action: "ec2:Describe*", Resource: "*" },
    ),
  });
}
