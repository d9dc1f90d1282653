import { type Case, casesOf } from "../case";
import type { World } from "../world";
import { group } from "./groups";

const start = casesOf("autoscaling:StartInstanceRefresh");
const refreshes = casesOf("autoscaling:DescribeInstanceRefreshes");
const rollBack = casesOf("autoscaling:RollbackInstanceRefresh");
const cancel = casesOf("autoscaling:CancelInstanceRefresh");

const refresh = ({ autoScaling }: World, AutoScalingGroupName: string, template: string) =>
  autoScaling.startInstanceRefresh({
    AutoScalingGroupName,
    DesiredConfiguration: { LaunchTemplate: { LaunchTemplateId: template, Version: "2" } },
    Preferences: { MinHealthyPercentage: 100, MaxHealthyPercentage: 200, InstanceWarmup: 300 },
  });

export const REFRESH_CASES: readonly Case[] = [
  start(
    "to a new version",
    async (world) => {
      const { name, template } = await group(world);
      await world.makers.version(template);
      return {
        call: async () => {
          await refresh(world, name, template);
          return "started";
        },
      };
    },
    "started",
  ),
  start(
    "another refresh is under way",
    async (world) => {
      const { name, template } = await group(world);
      await world.makers.version(template);
      return {
        call: async () => {
          await refresh(world, name, template);
          return refresh(world, name, template);
        },
      };
    },
    "InstanceRefreshInProgress",
  ),
  refreshes(
    "a group that had none",
    async (world) => {
      const { name } = await group(world);
      return {
        call: async () =>
          (await world.autoScaling.describeInstanceRefreshes({ AutoScalingGroupName: name }))
            .InstanceRefreshes,
      };
    },
    "[]",
  ),
  rollBack(
    "no refresh is under way",
    async (world) => {
      const { name } = await group(world);
      return {
        call: () => world.autoScaling.rollbackInstanceRefresh({ AutoScalingGroupName: name }),
      };
    },
    "ActiveInstanceRefreshNotFound",
  ),
  cancel(
    "no refresh is under way",
    async (world) => {
      const { name } = await group(world);
      return {
        call: () => world.autoScaling.cancelInstanceRefresh({ AutoScalingGroupName: name }),
      };
    },
    "ActiveInstanceRefreshNotFound",
  ),
];
