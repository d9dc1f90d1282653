import { disksOf, WITH_DISKS } from "../model/disks";
import { wellArchitected } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";

export const awsEbsVolumeDisallowGp2 = resourcePolicy({
  name: "aws-ebs-volume-disallow-gp2",
  displayName: "Volumes are gp3 instead of gp2",
  what: "No EBS volume is of the type gp2.",
  why: "gp3 costs a fifth less for the same performance.",
  remedy: "Set the volume's type to gp3. AWS changes volumes while they are in use.",
  severity: "low",
  framework: wellArchitected("COST06-BP02", "Select resource type, size, and number based on data"),
  types: WITH_DISKS,
  check: (resource) =>
    disksOf(resource)
      .filter(({ type }) => type === "gp2")
      .map(({ label }) => `${label} of ${resource.name} should be gp3, got gp2; change its type`),
});
