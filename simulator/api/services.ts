import { autoScalingActions, autoScalingPolicyViews } from "./auto-scaling";
import type { Action, PolicyView } from "./call";
import { cloudwatchActions, cloudwatchPolicyViews } from "./cloudwatch";
import { ec2Actions, ec2PolicyViews } from "./ec2";
import { imageActions, imagePolicyViews } from "./ec2-images";
import { interfaceActions, interfacePolicyViews } from "./ec2-interfaces";
import { ipamActions } from "./ec2-ipam";
import { powerActions, powerPolicyViews } from "./ec2-power";
import { routeActions, routePolicyViews } from "./ec2-routes";
import { tagActions, tagPolicyViews } from "./ec2-tags";
import { refreshActions } from "./instance-refreshes";
import { lifecycleActions, lifecyclePolicyViews } from "./lifecycle-actions";
import { elbv2Actions, elbv2PolicyViews } from "./elbv2";
import { assumeRole, getCallerIdentity } from "./sts";
import { getResources } from "./tagging";

/** The modelled part of a service's API. */
export interface Service {
  /** As policies name it. */
  readonly prefix: string;
  /** Version in requests of the query protocol. */
  readonly version?: string;
  readonly namespace?: string;
  /** Prefix of the action in the target header of the JSON protocol. */
  readonly target?: string;
  readonly actions: Readonly<Record<string, Action>>;
  readonly policyViews?: Readonly<Record<string, PolicyView>>;
}

const xmlns = (host: string, version: string): string =>
  `https://${host}.amazonaws.com/doc/${version}/`;

const services: readonly Service[] = [
  {
    prefix: "ec2",
    version: "2016-11-15",
    actions: {
      ...ec2Actions,
      ...imageActions,
      ...interfaceActions,
      ...ipamActions,
      ...powerActions,
      ...routeActions,
      ...tagActions,
    },
    policyViews: {
      ...ec2PolicyViews,
      ...imagePolicyViews,
      ...interfacePolicyViews,
      ...powerPolicyViews,
      ...routePolicyViews,
      ...tagPolicyViews,
    },
  },
  {
    prefix: "autoscaling",
    version: "2011-01-01",
    namespace: xmlns("autoscaling", "2011-01-01"),
    actions: { ...autoScalingActions, ...lifecycleActions, ...refreshActions },
    policyViews: { ...autoScalingPolicyViews, ...lifecyclePolicyViews },
  },
  {
    prefix: "elasticloadbalancing",
    version: "2015-12-01",
    namespace: xmlns("elasticloadbalancing", "2015-12-01"),
    actions: elbv2Actions,
    policyViews: elbv2PolicyViews,
  },
  {
    prefix: "cloudwatch",
    version: "2010-08-01",
    namespace: xmlns("monitoring", "2010-08-01"),
    target: "GraniteServiceVersion20100801",
    actions: cloudwatchActions,
    policyViews: cloudwatchPolicyViews,
  },
  {
    prefix: "sts",
    version: "2011-06-15",
    namespace: xmlns("sts", "2011-06-15"),
    actions: { AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity },
  },
  {
    prefix: "tag",
    target: "ResourceGroupsTaggingAPI_20170126",
    actions: { GetResources: getResources },
  },
];

export const serviceOfVersion = (version: string): Service | undefined =>
  services.find((service) => service.version === version);

export const serviceOfTarget = (target: string): Service | undefined =>
  services.find((service) => service.target === target);
