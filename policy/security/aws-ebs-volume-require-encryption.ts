import { disksOf, WITH_DISKS } from "../model/disks";
import { bestPractice } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";

export const awsEbsVolumeRequireEncryption = resourcePolicy({
  name: "aws-ebs-volume-require-encryption",
  displayName: "Volumes are encrypted",
  what: "Each EBS volume of a volume resource, an instance or a launch template is encrypted.",
  why: "Without the key, snapshots and discarded disks cannot be read.",
  remedy: "Set encrypted: true.",
  severity: "high",
  framework: bestPractice("EC2.3", "Attached Amazon EBS volumes should be encrypted at-rest"),
  types: WITH_DISKS,
  check: (resource) =>
    disksOf(resource)
      .filter(({ encrypted }) => encrypted === undefined || encrypted === false)
      .map(
        ({ label, encrypted }) =>
          `${label} of ${resource.name} should be encrypted, got ${String(encrypted ?? "not set")}; ` +
          "set encrypted",
      ),
});
