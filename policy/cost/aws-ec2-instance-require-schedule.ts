import { wellArchitected } from "../model/frameworks";
import { stackPolicy, texts } from "../model/policy";
import { isScheduled } from "../model/schedules";
import { GROUP, INSTANCE } from "../../stack/types";

export const awsEc2InstanceRequireSchedule = stackPolicy({
  name: "aws-ec2-instance-require-schedule",
  displayName: "Jumpboxes have working hours",
  what: "An instance or group whose name says that it is a jumpbox has a schedule that stops it.",
  why: "In use for 220 of a month's 744 hours, it costs, and can be attacked, in all of them.",
  remedy: "Add schedules (EventBridge Scheduler, or of the group) that start and stop it.",
  severity: "medium",
  framework: wellArchitected("COST09-BP03", "Supply resources dynamically"),
  settings: {
    names: texts(["jumpbox", "jump-box", "bastion"], "What the names of jumpboxes have in them."),
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
