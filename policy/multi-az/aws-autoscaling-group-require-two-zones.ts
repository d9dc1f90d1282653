import { bestPractice } from "../model/frameworks";
import { stackPolicy, whole, type Violation } from "../model/policy";
import { isScheduled } from "../model/schedules";
import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { GROUP } from "../../stack/types";
import { numberAt } from "../../stack/values";
import { zonesOf } from "../model/zones";
import { families } from "../model/families";

export const awsAutoscalingGroupRequireTwoZones = stackPolicy({
  name: "aws-autoscaling-group-require-two-zones",
  displayName: "Auto scaling groups span zones",
  what:
    "A group has subnets in at least two availability zones and keeps an instance for each, unless its minSize " +
    "is 0. Groups of one instance have sibling groups in other zones. Groups with a schedule are exempt.",
  why: "A group in one zone, or with one instance, is unavailable while its zone is down.",
  remedy: "Give the group subnets in two zones and a minimum of two instances.",
  severity: "high",
  framework: bestPractice(
    "AutoScaling.2",
    "Amazon EC2 Auto Scaling group should cover multiple Availability Zones",
  ),
  settings: { zones: whole(2, "Minimum number of availability zones of the instances.") },
  check: (stack, { zones }) => {
    const groups = stack.ofType(GROUP).filter((group) => !isScheduled(stack, group));
    const single = groups.filter(({ inputs }) => numberAt(inputs, "maxSize") === 1);
    const spread = groups.filter((group) => !single.includes(group));
    return [
      ...spread.flatMap((group) => inSpread(stack, group, zones)),
      ...families(single.filter((group) => !mayBeEmpty(group))).flatMap((family) =>
        inFamily(stack, family, zones),
      ),
    ];
  },
});

function inSpread(stack: StackGraph, group: Resource, zones: number): Violation[] {
  const found = zonesOf(stack, group, "vpcZoneIdentifiers");
  const minimum = numberAt(group.inputs, "minSize");
  const violations: Violation[] = [];
  if (found && found.length < zones) {
    const message =
      `auto scaling group ${group.name} should be in at least ${zones} availability zones, ` +
      `got ${found.join(", ")}; add subnets of other zones`;
    violations.push({ resource: group, message });
  }
  if (typeof minimum === "number" && minimum < zones && !mayBeEmpty(group)) {
    const message =
      `auto scaling group ${group.name} should keep at least ${zones} instances, ` +
      `got a minimum of ${minimum}; raise minSize`;
    violations.push({ resource: group, message });
  }
  return violations;
}

/** Whether a group may have no instance, such as a group for jobs. */
const mayBeEmpty = ({ inputs }: Resource): boolean => numberAt(inputs, "minSize") === 0;

function inFamily(stack: StackGraph, family: readonly Resource[], zones: number): Violation[] {
  const found = new Set<string>();
  for (const group of family) {
    const own = zonesOf(stack, group, "vpcZoneIdentifiers");
    if (!own) return [];
    own.forEach((zone) => found.add(zone));
  }
  const names = family.map(({ name }) => name).join(", ");
  const message =
    family.length < zones
      ? `groups of one instance should be at least ${zones} together, got ${names}; ` +
        "add one in another zone, or raise maxSize"
      : `groups of one instance should be in at least ${zones} availability zones together, ` +
        `got ${[...found].sort().join(", ")} for ${names}; add one in another zone`;
  return family.length >= zones && found.size >= zones ? [] : [{ resource: family[0]!, message }];
}
