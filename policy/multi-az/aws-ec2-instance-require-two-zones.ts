import { wellArchitected } from "../model/frameworks";
import { stackPolicy, whole } from "../model/policy";
import { families } from "../model/families";
import { isScheduled } from "../model/schedules";
import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { INSTANCE } from "../../stack/types";
import { textAt } from "../../stack/values";
import { zonesOf } from "../model/zones";

export const awsEc2InstanceRequireTwoZones = stackPolicy({
  name: "aws-ec2-instance-require-two-zones",
  displayName: "Instances of a pair are in two zones",
  what:
    "Two or more instances of one component, or whose names differ only in a number or letter at the end, are in " +
    "at least two availability zones. Instances with a schedule are exempt.",
  why: "If both instances are in one zone, they fail together.",
  remedy: "Move one of the instances to a subnet of another zone.",
  severity: "high",
  framework: wellArchitected("REL10-BP01", "Deploy the workload to multiple locations"),
  settings: { zones: whole(2, "Minimum number of availability zones of the instances.") },
  check: (stack, { zones }) => {
    const instances = stack.ofType(INSTANCE).filter((instance) => !isScheduled(stack, instance));
    return families(instances).flatMap((family) => {
      if (family.length < 2) return [];
      const found = together(stack, family);
      if (!found || found.length >= zones) return [];
      const names = family.map(({ name }) => name).join(", ");
      const message =
        `instances ${names} should be in at least ${zones} availability zones, ` +
        `got ${found.join(", ")}; move one to a subnet of another zone`;
      return [{ resource: family[0]!, message }];
    });
  },
});

function together(stack: StackGraph, family: readonly Resource[]): string[] | undefined {
  const zones = new Set<string>();
  for (const instance of family) {
    const stated = textAt(instance.inputs, "availabilityZone");
    const own = zonesOf(stack, instance, "subnetId") ?? (typeof stated === "string" && [stated]);
    if (!own) return undefined;
    own.forEach((zone) => zones.add(zone));
  }
  return [...zones].sort();
}
