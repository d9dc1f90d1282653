import * as t from "../../../stack/types";
import { ref, type Plan } from "../plan";
import type { Fault } from "./fault";

const environment = { environment: "test" };

/** A stack whose only egress is through interface endpoints of the given services. */
function endpointsOnly(plan: Plan, services: readonly string[]): void {
  plan.remove("way-out-a", "way-out-b", "nat-a", "nat-b", "address-nat-a", "address-nat-b");
  plan.remove("allow-nat-a", "allow-nat-b");
  for (const service of services) {
    plan.add(service, t.VPC_ENDPOINT, { ...plan.get("ssm").props, serviceName: service });
  }
}

const FAMILIES = {
  "aws-ec2-instance-require-allowed-family": { families: ["c7g", "r7g", "t4g", "c4", "t2"] },
};

/** Groups of machines in a region and of types that the price book has no price of. */
function unpricedMachines(plan: Plan): void {
  for (const [name, instanceType, size] of [
    ["workers", "c7g.4xlarge", 18],
    ["caches", "r7g.8xlarge", 20],
  ] as const) {
    const template = `${name}-template`;
    plan.add(template, t.LAUNCH_TEMPLATE, { ...plan.get("template").props, instanceType });
    plan.add(name, t.GROUP, {
      ...plan.get("servers").props,
      launchTemplate: { id: ref(template), version: "1" },
      minSize: size,
      maxSize: size,
      region: "us-east-2",
    });
  }
}

export const COST_FAULTS: readonly Fault[] = [
  {
    title: "the stack costs more than its budget",
    policy: "aws-cost-stack-require-budget",
    config: {
      "aws-cost-stack-require-budget": {
        monthlyUsd: 8,
        region: "us-east-1",
        usage: { egressGb: 0, crossAzGb: 0 },
      },
    },
    plant: (plan) => {
      const kept = ["internet", "address-nat-a", "address-nat-b", "front"];
      for (const [name, { type }] of plan.entries()) {
        const isKept = kept.includes(name) || type === t.SUBNET;
        if (!isKept || name.startsWith("back")) plan.remove(name);
      }
      for (const zone of ["a", "b"]) {
        plan.remove(`front-public-${zone}`);
        plan.set(`address-nat-${zone}`, { instance: "i-1" });
      }
      plan.add("list", t.PREFIX_LIST, {
        entries: ["a", "b"].map((zone) => ({
          cidr: ref(`address-nat-${zone}`, "publicIp", "/32"),
        })),
        tags: environment,
      });
      for (const name of ["logs-1", "logs-2"]) {
        plan.add(name, t.ZONE, { name: `${name}.example.com`, tags: environment });
      }
    },
    // Two addresses at $3.65, two zones at $0.50, and a million queries at $0.40.
    messages: [
      "the stack should cost at most $8.00 a month, got $8.70; most of it: address-nat-a (public IPv4 address) $3.65, address-nat-b (public IPv4 address) $3.65, logs-1 (hosted zone) $0.50; shrink these, or raise monthlyUsd",
    ],
  },
  {
    title: "machines have no price, so that the stack could cost anything",
    policy: "aws-cost-stack-require-budget",
    config: FAMILIES,
    plant: unpricedMachines,
    messages: [
      'the stack should cost at most $2000.00 a month, but cannot be judged: no price of 38 gp3-gb-month, 20 r7g.8xlarge, 18 c7g.4xlarge in us-east-2; the rest costs $332.89; fetch prices by npm run prices -- --region us-east-2, or allow it by allowUnpriced: ["gp3-gb-month", "r7g.8xlarge", "c7g.4xlarge"]',
    ],
  },
  {
    title: "the budget allows some of what has no price",
    policy: "aws-cost-stack-require-budget",
    config: {
      ...FAMILIES,
      "aws-cost-stack-require-budget": {
        monthlyUsd: 2000,
        region: "us-east-1",
        allowUnpriced: ["gp3-gb-month", "r7g.8xlarge"],
      },
    },
    plant: unpricedMachines,
    messages: [
      'the stack should cost at most $2000.00 a month, but cannot be judged: no price of 18 c7g.4xlarge in us-east-2; the rest costs $332.89; fetch prices by npm run prices -- --region us-east-2, or allow it by allowUnpriced: ["c7g.4xlarge"]',
    ],
  },
  {
    title: "a resource is of an unknown type",
    policy: "aws-cost-stack-require-budget",
    plant: (plan) => plan.add("database", "aws:rds/cluster:Cluster", { tags: environment }),
    messages: [
      'the stack should cost at most $2000.00 a month, but cannot be judged: no price of 1 aws:rds/cluster:Cluster; the rest costs $332.89; allow it by allowUnpriced: ["aws:rds/cluster:Cluster"]',
    ],
  },
  {
    title: "an instance is of a family that is not allowed",
    policy: "aws-ec2-instance-require-allowed-family",
    plant: (plan) => plan.set("proxy-a", { instanceType: "x2idn.32xlarge" }),
    messages: [
      "instance type of proxy-a should be of the families c7g, t4g, c4, t2, got x2idn.32xlarge; change it, or allow x2idn",
    ],
  },
  {
    title: "a launch template is of a family that is not allowed",
    policy: "aws-ec2-instance-require-allowed-family",
    plant: (plan) => plan.set("template", { instanceType: "p5.48xlarge" }),
    messages: [
      "instance type of template should be of the families c7g, t4g, c4, t2, got p5.48xlarge; change it, or allow p5",
    ],
  },
  {
    title: "an instance is of a previous generation",
    policy: "aws-ec2-instance-disallow-previous-generation",
    plant: (plan) => plan.set("proxy-a", { instanceType: "c4.xlarge" }),
    messages: [
      "instance type of proxy-a should be of a current generation, got c4.xlarge; use one of c7g",
    ],
  },
  {
    title: "a launch template is of a previous generation",
    policy: "aws-ec2-instance-disallow-previous-generation",
    plant: (plan) => plan.set("template", { instanceType: "t2.micro" }),
    messages: [
      "instance type of template should be of a current generation, got t2.micro; use one of t4g",
    ],
  },
  {
    title: "NAT gateways cost more than two endpoints for the same traffic",
    policy: "aws-ec2-nat-gateway-disallow-dearer-than-endpoints",
    config: {
      "aws-ec2-nat-gateway-disallow-dearer-than-endpoints": {
        services: ["ssm", "logs"],
        region: "us-east-1",
        usage: { natGb: 0 },
      },
    },
    plant: (plan) => plan.remove("ssm"),
    messages: [
      "2 NAT gateways should not cost more than interface endpoints of ssm, logs, got $73.00 instead of $29.20 a month; use endpoints",
    ],
  },
  {
    title: "six endpoints cost more than NAT gateways would",
    policy: "aws-ec2-vpc-endpoint-disallow-dearer-than-nat",
    config: {
      "aws-ec2-vpc-endpoint-disallow-dearer-than-nat": {
        natAllowed: true,
        region: "us-east-1",
        usage: { natGb: 0 },
      },
      "aws-ec2-eip-disallow-release": { keep: [] },
    },
    plant: (plan) => endpointsOnly(plan, ["ec2", "kms", "logs", "monitoring", "sts"]),
    messages: [
      "6 interface endpoints should not cost more than NAT gateways, got $87.60 instead of $73.00 a month; use NAT gateways, or fewer endpoints",
    ],
  },
  {
    title: "an Elastic IP is left over",
    policy: "aws-ec2-eip-disallow-idle",
    plant: (plan) => {
      plan.add("spare", t.EIP, { domain: "vpc", tags: { Name: "spare" } }, true);
      plan.add("allow-spare", t.PREFIX_LIST_ENTRY, {
        prefixListId: ref("allow-list"),
        cidr: ref("spare", "publicIp", "/32"),
      });
    },
    messages: ["Elastic IP spare should have a holder, got none; associate it, or release it"],
  },
  {
    title: "an Elastic IP loses its association",
    policy: "aws-ec2-eip-disallow-idle",
    plant: (plan) => plan.remove("claim-b"),
    messages: [
      "Elastic IP address-entry-b should have a holder, got none; associate it, or release it",
    ],
  },
  {
    title: "a name is answered by a traffic policy",
    policy: "aws-route53-traffic-policy-instance-require-leave",
    plant: (plan) =>
      plan.add("steered", t.TRAFFIC_POLICY_INSTANCE, {
        hostedZoneId: ref("zone"),
        name: "steered.example.com",
        trafficPolicyId: "policy",
        trafficPolicyVersion: 1,
        ttl: 60,
      }),
    messages: [
      "traffic policy record steered should be allowed, got steered.example.com at $50 a month; use multivalue records, or add the name to allowedNames",
    ],
  },
  {
    title: "a jumpbox group has no schedule",
    policy: "aws-ec2-instance-require-schedule",
    plant: (plan) => {
      plan.remove("evening");
      // Not one of the groups of one instance, which are to be in two zones.
      plan.set("bastion", {
        minSize: 2,
        maxSize: 2,
        vpcZoneIdentifiers: [ref("front-private-a"), ref("front-private-b")],
      });
    },
    messages: [
      "jumpbox bastion should have a schedule, got none; add schedules that start and stop it",
    ],
  },
  {
    title: "a jumpbox instance has no schedule",
    policy: "aws-ec2-instance-require-schedule",
    plant: (plan) => plan.add("jumpbox", t.INSTANCE, { ...plan.get("proxy-a").props }),
    messages: [
      "jumpbox jumpbox should have a schedule, got none; add schedules that start and stop it",
    ],
  },
  {
    title: "a log group keeps everything",
    policy: "aws-cloudwatch-log-group-require-retention",
    plant: (plan) => plan.unset("logs", "retentionInDays"),
    messages: ["log group logs should have a retention, got none; set retentionInDays"],
  },
  {
    title: "a log group keeps everything, in so many words",
    policy: "aws-cloudwatch-log-group-require-retention",
    plant: (plan) => plan.set("logs", { retentionInDays: 0 }),
    messages: [
      "log group logs should have a retention, got 0, which is forever; set retentionInDays",
    ],
  },
  {
    title: "a volume is gp2",
    policy: "aws-ebs-volume-disallow-gp2",
    plant: (plan) => plan.set("data", { type: "gp2" }),
    messages: ["volume of data should be gp3, got gp2; change its type"],
  },
  {
    title: "a root volume is gp2",
    policy: "aws-ebs-volume-disallow-gp2",
    plant: (plan) =>
      plan.set("proxy-a", { rootBlockDevice: { volumeType: "gp2", encrypted: true } }),
    messages: ["root volume of proxy-a should be gp3, got gp2; change its type"],
  },
  {
    title: "a launch template's volume is gp2",
    policy: "aws-ebs-volume-disallow-gp2",
    plant: (plan) =>
      plan.set("template", {
        blockDeviceMappings: [
          { deviceName: "/dev/xvda", ebs: { volumeType: "gp2", encrypted: "true" } },
        ],
      }),
    messages: ["volume /dev/xvda of template should be gp3, got gp2; change its type"],
  },
];
