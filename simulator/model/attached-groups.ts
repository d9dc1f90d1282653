import type { AccountView } from "./account-view";
import { text } from "./values";
import { AUTO_SCALING_ATTACHMENT } from "./tokens";

/** The target groups that attachments add to an auto scaling group, besides those in its inputs. */
export const attachedGroups = (account: AccountView, group: string): string[] =>
  account
    .referring(group, AUTO_SCALING_ATTACHMENT)
    .map(({ inputs }) => text(inputs["lbTargetGroupArn"]));

/** The names of the auto scaling groups that are attached to a target group. */
export const attachedTo = (account: AccountView, targetGroup: string): string[] =>
  account
    .referring(targetGroup, AUTO_SCALING_ATTACHMENT)
    .map(({ inputs }) => text(inputs["autoscalingGroupName"]));
