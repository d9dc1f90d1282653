import { wellArchitected } from "../model/frameworks";
import { stackPolicy, texts } from "../model/policy";
import { isScheduled } from "../model/schedules";
import { GROUP, INSTANCE } from "../../stack/types";

export const awsEc2InstanceRequireSchedule = stackPolicy({
  name: "aws-ec2-instance-require-schedule",
  displayName: "Jumpboxes have working hours",
  what: "An instance or group that is a jumpbox by its name has a schedule that stops it.",
  why: "It is used in 220 of a month's 744 hours, but without a schedule it costs money and can be attacked in all of them.",
  remedy:
    "Add schedules that start and stop it (EventBridge Scheduler, or scheduled actions of the group).",
  severity: "medium",
  framework: wellArchitected("COST09-BP03", "Supply resources dynamically"),
  settings: {
    names: texts(["jumpbox", "jump-box", "bastion"], "Texts that identify jumpboxes by name."),
  },
  check: (stack, { names }) =>
    stack.ofType(INSTANCE, GROUP).flatMap((resource) => {
      const isJumpbox = names.some((name) => resource.name.toLowerCase().includes(name));
      if (!isJumpbox || isScheduled(stack, resource)) return [];
      const message =
        `jumpbox ${resource.name} should have a schedule, got none; ` +
        "add schedules that start and stop it";
      return [{ resource, message }];
    }),
});
