import { wellArchitected } from "../model/frameworks";
import { stackPolicy, whole } from "../model/policy";
import { tiersOf } from "../model/routing";
import { zonesIn } from "../model/zones";

export const awsEc2SubnetRequireTwoZones = stackPolicy({
  name: "aws-ec2-subnet-require-two-zones",
  displayName: "Subnets of each tier are in two zones",
  what: "The public subnets of a VPC, and its private ones, are in at least two availability zones.",
  why: "Everything in a single zone fails with that zone.",
  remedy: "Add a subnet of that tier in another availability zone.",
  severity: "high",
  framework: wellArchitected("REL10-BP01", "Deploy the workload to multiple locations"),
  settings: { zones: whole(2, "Minimum number of availability zones of each tier.") },
  check: (stack, { zones }) =>
    tiersOf(stack).flatMap(({ vpc, tier, subnets }) => {
      const found = zonesIn(subnets);
      if (!found || found.length >= zones) return [];
      const message =
        `${tier} subnets of ${vpc.name} should be in at least ${zones} availability zones, ` +
        `got ${found.join(", ")}; add one in another zone`;
      return [{ resource: vpc, message }];
    }),
});
