import { randomBytes } from "node:crypto";
import { checkTargetGroups } from "./auto-scaling";
import { region } from "./shared";
import { AUTO_SCALING_ATTACHMENT, AUTO_SCALING_GROUP, TARGET_GROUP } from "./tokens";
import type { ResourceType } from "./type";
import { text, texts } from "./values";

/** A target group that an auto scaling group registers its instances in. Classic load balancers are not modelled. */
const attachment: ResourceType = {
  noun: "Auto Scaling Attachment",
  operations: {
    create: "Auto Scaling: AttachLoadBalancerTargetGroups",
    update: "Auto Scaling: AttachLoadBalancerTargetGroups",
    remove: "Auto Scaling: DetachLoadBalancerTargetGroups",
  },
  missing: (id) => ["ValidationError", `Auto Scaling Group Attachment '${id}' not found`],
  id: ({ inputs }) => `${text(inputs["autoscalingGroupName"])}-${randomBytes(13).toString("hex")}`,
  inputs: {
    autoscalingGroupName: {
      required: true,
      replaces: true,
      refersTo: AUTO_SCALING_GROUP,
      bond: "follows",
    },
    lbTargetGroupArn: {
      required: true,
      replaces: true,
      refersTo: TARGET_GROUP,
      bond: "follows",
    },
    region,
  },
  computed: {},
  check: (context) => {
    const { account, inputs, region } = context;
    const group = account.require(AUTO_SCALING_GROUP, inputs["autoscalingGroupName"], region);
    const subnets = texts(group.inputs["vpcZoneIdentifiers"]);
    checkTargetGroups(context, subnets, [text(inputs["lbTargetGroupArn"])]);
  },
};

export const attachmentTypes: Record<string, ResourceType> = {
  [AUTO_SCALING_ATTACHMENT]: attachment,
};
