import assert from "node:assert/strict";
import { BUCKET, BUCKET_POLICY, SUBNET } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { alb, nlb, twoZones } from "./balancing-lab";

const fixed = (subnet: Stored, eip: Stored) => ({ subnetId: subnet.id, allocationId: eip.id });

describe("LoadBalancer that AWS refuses", () => {
  const creating =
    "creating ELBv2 Load Balancer: operation error Elastic Load Balancing v2: CreateLoadBalancer, api error";
  refuses([
    [
      "an ALB has one subnet only",
      (lab) => {
        const place = twoZones(lab);
        alb(lab, place, { subnets: [place.subnets[0].id] });
      },
      "subnets: At least two subnets in two different Availability Zones must be specified, got 1",
    ],
    [
      "its subnets are in one zone",
      (lab) => {
        const { vpc, subnets } = twoZones(lab);
        const twin = lab.make(SUBNET, {
          vpcId: vpc.id,
          cidrBlock: "10.0.9.0/24",
          availabilityZone: "us-east-1a",
        });
        alb(lab, { vpc, subnets: [subnets[0], twin] });
      },
      `${creating} InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone: us-east-1a`,
    ],
    [
      "its name has more than 32 characters",
      (lab) => alb(lab, twoZones(lab), { name: "a".repeat(33) }),
      `name: expected at most 32 of the characters a-z, A-Z, 0-9 and -, no hyphen at either end and not internal- at the beginning, got "${"a".repeat(33)}"`,
    ],
    [
      "its name is taken",
      (lab) => {
        const place = twoZones(lab);
        alb(lab, place);
        alb(lab, place);
      },
      `${creating} DuplicateLoadBalancerName: A load balancer with the same name 'front' exists, but with different settings`,
    ],
    [
      "it faces the internet in a VPC without a gateway",
      (lab) => {
        const vpc = lab.vpc();
        nlb(lab, {
          vpc,
          subnets: [
            lab.subnet(vpc),
            lab.subnet(vpc, { cidrBlock: "10.0.16.0/20", availabilityZone: "us-east-1b" }),
          ],
        });
      },
      `${creating} InvalidSubnet: VPC vpc-* has no internet gateway`,
    ],
    [
      "an Elastic IP is in use elsewhere",
      (lab) => {
        const place = twoZones(lab);
        const eip = lab.eip();
        lab.nat(place.subnets[0], eip);
        nlb(lab, place, { subnets: undefined, subnetMappings: [fixed(place.subnets[0], eip)] });
      },
      `${creating} AllocationIdNotFound: The allocation IDs 'eipalloc-*' are not available for use`,
    ],
    [
      "an ALB is given an Elastic IP",
      (lab) => {
        const place = twoZones(lab);
        const subnetMappings = place.subnets.map((subnet) => fixed(subnet, lab.eip()));
        alb(lab, place, { subnets: undefined, subnetMappings });
      },
      "subnetMappings: allocationId: only an internet-facing network load balancer can have Elastic IPs",
    ],
    [
      "an NLB is given a setting of ALBs",
      (lab) => nlb(lab, twoZones(lab), { idleTimeout: 60 }),
      'idleTimeout: "idleTimeout" is not supported for load balancers of type network',
    ],
    [
      "a security group is of another VPC",
      (lab) => {
        const other = lab.securityGroup(lab.vpc({ cidrBlock: "10.9.0.0/16" }));
        alb(lab, twoZones(lab), { securityGroups: [other.id] });
      },
      `${creating} InvalidConfigurationRequest: One or more security groups are invalid: sg-* is not in vpc-*`,
    ],
    [
      "the bucket for its access logs does not let them in",
      (lab) => {
        const bucket = lab.make(BUCKET, { bucket: "logs" }).id;
        alb(lab, twoZones(lab), { accessLogs: { bucket, enabled: true } });
      },
      `${creating} InvalidConfigurationRequest: Access Denied for bucket: logs. Please check S3bucket permission`,
    ],
  ]);

  it("writes access logs to a bucket whose policy lets them in", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const writers = [
      ["logdelivery.elasticloadbalancing.amazonaws.com", alb],
      ["delivery.logs.amazonaws.com", nlb],
    ] as const;
    for (const [index, [Service, make]] of writers.entries()) {
      const bucket = lab.make(BUCKET, { bucket: `logs-${index}` }).id;
      const statement = {
        Effect: "Allow",
        Principal: { Service },
        Action: "s3:PutObject",
        Resource: `arn:aws:s3:::${bucket}/*`,
      };
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      lab.make(BUCKET_POLICY, { bucket, policy });
      assert.ok(make(lab, place, { name: bucket, accessLogs: { bucket, enabled: true } }));
    }
  });
});
