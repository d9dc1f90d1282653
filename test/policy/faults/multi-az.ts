import * as t from "../../../stack/types";
import { ref } from "../plan";
import type { Fault } from "./fault";

export const MULTI_AZ_FAULTS: readonly Fault[] = [
  {
    title: "a tier has one subnet",
    policy: "aws-ec2-subnet-require-two-zones",
    plant: (plan) => {
      plan.add("lone", t.VPC, { cidrBlock: "10.50.0.0/16", tags: { environment: "test" } });
      plan.add("lone-a", t.SUBNET, {
        vpcId: ref("lone"),
        availabilityZone: "us-east-1a",
        tags: { environment: "test" },
      });
    },
    messages: [
      "private subnets of lone should be in at least 2 availability zones, got us-east-1a; add one in another zone",
    ],
  },
  {
    title: "both public subnets are in one zone",
    policy: "aws-ec2-subnet-require-two-zones",
    plant: (plan) => {
      plan.add("spare", t.VPC, { cidrBlock: "10.60.0.0/16", tags: { environment: "test" } });
      plan.add("spare-internet", t.INTERNET_GATEWAY, {
        vpcId: ref("spare"),
        tags: { environment: "test" },
      });
      plan.add("spare-table", t.ROUTE_TABLE, {
        vpcId: ref("spare"),
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: ref("spare-internet") }],
        tags: { environment: "test" },
      });
      for (const name of ["spare-1", "spare-2"]) {
        plan.add(name, t.SUBNET, {
          vpcId: ref("spare"),
          availabilityZone: "us-east-1b",
          tags: { environment: "test" },
        });
        plan.add(`${name}-association`, t.ROUTE_TABLE_ASSOCIATION, {
          subnetId: ref(name),
          routeTableId: ref("spare-table"),
        });
      }
    },
    messages: [
      "public subnets of spare should be in at least 2 availability zones, got us-east-1b; add one in another zone",
    ],
  },
  {
    title: "three zones are asked for and two are there",
    policy: "aws-ec2-subnet-require-two-zones",
    config: { "aws-ec2-subnet-require-two-zones": { zones: 3 } },
    plant: () => undefined,
    messages: [
      "public subnets of front",
      "private subnets of front",
      "private subnets of back",
    ].map(
      (tier) =>
        `${tier} should be in at least 3 availability zones, got us-east-1a, us-east-1b; add one in another zone`,
    ),
  },
  {
    title: "a zone's egress goes through the other zone's NAT gateway",
    policy: "aws-ec2-nat-gateway-require-own-zone",
    plant: (plan) => plan.set("way-out-b", { natGatewayId: ref("nat-a") }),
    messages: [
      "subnet front-private-b in us-east-1b should use a NAT gateway in the same zone, got nat-a in us-east-1a; create one in us-east-1b, or a regional one",
    ],
  },
  {
    title: "the other zone's NAT gateway is named inside the route table",
    policy: "aws-ec2-nat-gateway-require-own-zone",
    plant: (plan) => {
      plan.remove("way-out-b");
      plan.set("table-b", { routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: ref("nat-a") }] });
    },
    messages: [
      "subnet front-private-b in us-east-1b should use a NAT gateway in the same zone, got nat-a in us-east-1a; create one in us-east-1b, or a regional one",
    ],
  },
  {
    title: "the only NAT gateway of a VPC serves both zones, and nothing allows it",
    policy: "aws-ec2-nat-gateway-require-own-zone",
    config: { "aws-ec2-eip-disallow-release": {} },
    plant: (plan) => {
      plan.set("way-out-b", { natGatewayId: ref("nat-a") });
      plan.remove("nat-b", "allow-nat-b", "address-nat-b");
    },
    messages: [
      "subnet front-private-b in us-east-1b should use a NAT gateway in the same zone, got nat-a in us-east-1a; create one in us-east-1b, or a regional one, or set allowSingle",
    ],
  },
  {
    title: "allowSingle is set, and a VPC has two NAT gateways",
    policy: "aws-ec2-nat-gateway-require-own-zone",
    config: { "aws-ec2-nat-gateway-require-own-zone": { allowSingle: true } },
    plant: (plan) => plan.set("way-out-b", { natGatewayId: ref("nat-a") }),
    messages: [
      "subnet front-private-b in us-east-1b should use a NAT gateway in the same zone, got nat-a in us-east-1a; create one in us-east-1b, or a regional one",
    ],
  },
  {
    title: "a zone has no egress",
    policy: "aws-ec2-route-require-every-zone",
    plant: (plan) => plan.remove("way-out-b"),
    messages: [
      "subnet front-private-b should have a route to 0.0.0.0/0, as front-private-a has, got none; add one to its route table",
    ],
  },
  {
    title: "a zone has no route to the peering",
    policy: "aws-ec2-route-require-every-zone",
    plant: (plan) => plan.set("back-table-b", { routes: [] }),
    messages: [
      "subnet back-private-b should have a route to 10.20.0.0/16, as back-private-a has, got none; add one to its route table",
    ],
  },
  {
    title: "a private subnet has no own route table",
    policy: "aws-ec2-route-require-every-zone",
    plant: (plan) => {
      plan.remove("back-private-a-association");
    },
    messages: [
      "subnet back-private-a should have a route to 10.20.0.0/16, as back-private-b has, got none; add one to its route table",
    ],
  },
  {
    title: "a peering has no route there",
    policy: "aws-ec2-vpc-peering-connection-require-both-ways",
    plant: (plan) => plan.remove("there"),
    messages: [
      "VPC front should have a route to peering connection peering, got none; add one to its route tables",
    ],
  },
  {
    title: "a peering has no route back",
    policy: "aws-ec2-vpc-peering-connection-require-both-ways",
    plant: (plan) => ["a", "b"].forEach((zone) => plan.set(`back-table-${zone}`, { routes: [] })),
    messages: [
      "VPC back should have a route to peering connection peering, got none; add one to its route tables",
    ],
  },
  {
    title: "an auto scaling group is in one zone",
    policy: "aws-autoscaling-group-require-two-zones",
    plant: (plan) => plan.set("servers", { vpcZoneIdentifiers: [ref("back-private-a")] }),
    messages: [
      "auto scaling group servers should be in at least 2 availability zones, got us-east-1a; add subnets of other zones",
    ],
  },
  {
    title: "an auto scaling group does not wait for its load balancer",
    policy: "aws-autoscaling-group-require-grace-period",
    plant: (plan) => plan.set("servers", { healthCheckType: "ELB", healthCheckGracePeriod: 120 }),
    messages: [
      "auto scaling group servers should give new instances at least 240 seconds, got 120; write healthCheckGracePeriod: 300",
    ],
  },
  {
    title: "an auto scaling group may shrink to one instance",
    policy: "aws-autoscaling-group-require-two-zones",
    plant: (plan) => plan.set("servers", { minSize: 1 }),
    messages: [
      "auto scaling group servers should keep at least 2 instances, got a minimum of 1; raise minSize",
    ],
  },
  {
    title: "groups of one instance are all in one zone",
    policy: "aws-autoscaling-group-require-two-zones",
    plant: (plan) =>
      ["node-1", "node-2"].forEach((name) =>
        plan.add(name, t.GROUP, {
          minSize: 1,
          maxSize: 1,
          vpcZoneIdentifiers: [ref("front-public-b")],
          tags: [{ key: "environment", value: "test", propagateAtLaunch: true }],
        }),
      ),
    messages: [
      "groups of one instance should be in at least 2 availability zones together, got us-east-1b for node-1, node-2; add one in another zone",
    ],
  },
  {
    title: "a group of one instance is alone, in two zones",
    policy: "aws-autoscaling-group-require-two-zones",
    plant: (plan) =>
      plan.add("worker", t.GROUP, {
        minSize: 1,
        maxSize: 1,
        vpcZoneIdentifiers: [ref("back-private-a"), ref("back-private-b")],
        tags: [{ key: "environment", value: "test", propagateAtLaunch: true }],
      }),
    messages: [
      "groups of one instance should be at least 2 together, got worker; add one in another zone, or raise maxSize",
    ],
  },
  {
    title: "two instances of one name are in one zone, without a component",
    policy: "aws-ec2-instance-require-two-zones",
    plant: (plan) => {
      for (const name of ["web1", "web2"]) {
        plan.add(name, t.INSTANCE, {
          ...plan.get("proxy-a").props,
          subnetId: ref("front-private-a"),
        });
      }
    },
    messages: [
      "instances web1, web2 should be in at least 2 availability zones, got us-east-1a; move one to a subnet of another zone",
    ],
  },
  {
    title: "a pair of instances is in one zone",
    policy: "aws-ec2-instance-require-two-zones",
    plant: (plan) => {
      for (const name of ["pair-1", "pair-2"]) {
        plan.add(name, t.INSTANCE, {
          ...plan.get("proxy-a").props,
          subnetId: ref("front-private-a"),
        });
        plan.get(name).parent = "front";
      }
    },
    messages: [
      "instances pair-1, pair-2 should be in at least 2 availability zones, got us-east-1a; move one to a subnet of another zone",
    ],
  },
  {
    title: "a load balancer has one subnet",
    policy: "aws-lb-load-balancer-require-two-zones",
    plant: (plan) => plan.set("alb", { subnets: [ref("back-private-a")] }),
    messages: [
      "load balancer alb should be in at least 2 availability zones, got us-east-1a; add a subnet of another zone",
    ],
  },
  {
    title: "a load balancer has one subnet mapping",
    policy: "aws-lb-load-balancer-require-two-zones",
    plant: (plan) => plan.set("nlb", { subnetMappings: [{ subnetId: ref("back-private-b") }] }),
    messages: [
      "load balancer nlb should be in at least 2 availability zones, got us-east-1b; add a subnet of another zone",
    ],
  },
  {
    title: "a command adds the zone to a load balancer that it has",
    policy: "aws-lb-load-balancer-require-two-zones",
    plant: (plan) => {
      plan.set("nlb", { subnetMappings: [{ subnetId: ref("back-private-b") }] });
      plan.add("zone-b", t.COMMAND, {
        environment: { ZONE_BALANCER: ref("nlb"), ZONE_SUBNET: ref("back-private-b") },
      });
    },
    messages: [
      "load balancer nlb should be in at least 2 availability zones, got us-east-1b; add a subnet of another zone",
    ],
  },
  {
    title: "an interface endpoint is in one zone",
    policy: "aws-ec2-vpc-endpoint-require-two-zones",
    plant: (plan) => plan.set("ssm", { subnetIds: [ref("front-private-a")] }),
    messages: [
      "endpoint ssm should be in at least 2 availability zones, got us-east-1a; add a subnet of another zone",
    ],
  },
  {
    title: "a gateway endpoint leaves a zone's route table out",
    policy: "aws-ec2-vpc-endpoint-require-every-table",
    plant: (plan) => plan.set("s3", { routeTableIds: [ref("table-a")] }),
    messages: [
      "endpoint s3 should be in a private route table of each zone of front, got table-a; add table-b",
    ],
  },
];
