import type { Apis } from "./apis";
import type { CleanUp } from "./clean-up";
import { eventually } from "./eventually";
import type { Makers, Place } from "./makers";

interface Surroundings {
  readonly home: () => Promise<Place>;
  readonly anyImage: () => Promise<string>;
  readonly unique: (name: string) => string;
  readonly cleanUp: CleanUp;
}

/** Makes launch templates, and groups that launch them. */
export const remoteGroups = (
  { autoScaling, ec2 }: Pick<Apis, "autoScaling" | "ec2">,
  { home, anyImage, unique, cleanUp }: Surroundings,
): Pick<Makers, "group" | "template" | "version"> => ({
  template: async (name, image) => {
    const { LaunchTemplate } = await ec2.createLaunchTemplate({
      LaunchTemplateName: unique(name),
      LaunchTemplateData: { ImageId: image ?? (await anyImage()), InstanceType: "t3.micro" },
    });
    const id = LaunchTemplate!.LaunchTemplateId!;
    cleanUp.later(() => ec2.deleteLaunchTemplate({ LaunchTemplateId: id }));
    return id;
  },
  version: async (LaunchTemplateId) => {
    await ec2.createLaunchTemplateVersion({
      LaunchTemplateId,
      SourceVersion: "1",
      LaunchTemplateData: { InstanceType: "t3.small" },
    });
  },
  group: async (name, { template, version, graceSeconds = 300, targetGroup }) => {
    await autoScaling.createAutoScalingGroup({
      AutoScalingGroupName: name,
      MinSize: 1,
      MaxSize: 1,
      DesiredCapacity: 1,
      HealthCheckGracePeriod: graceSeconds,
      LaunchTemplate: { LaunchTemplateId: template, Version: version },
      VPCZoneIdentifier: (await home()).subnets[0],
      ...(targetGroup !== undefined && { TargetGroupARNs: [targetGroup] }),
    });
    const find = async () => {
      const { AutoScalingGroups = [] } = await autoScaling.describeAutoScalingGroups({
        AutoScalingGroupNames: [name],
      });
      return AutoScalingGroups[0];
    };
    cleanUp.later(async () => {
      await autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName: name, ForceDelete: true });
      await eventually(async () => ((await find()) === undefined ? true : undefined));
    });
    await eventually(async () => {
      const [instance] = (await find())?.Instances ?? [];
      return instance?.LifecycleState === "InService" ? true : undefined;
    });
  },
});
