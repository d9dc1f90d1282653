import { accessByName } from "../../backend/blue-green-args";
import { sameHolder } from "../../addresses/plan-moves";
import { HealthChecks } from "../../dns/health-checks";
import type { NetworkConfig } from "../../network/settings";
import { ProxyAlarms } from "../proxy/proxy-alarms";
import { PATH_MTU_RULES } from "../../network/security-groups";
import { afterClaims, claimedFrom } from "../claims/claims";
import { CHECKERS_WEIGHT, type FrontDoorArgs, frontDoorKind } from "../kind";
import { nlbHolder, requestNlbAddresses } from "../nlb/nlb-addresses";
import { nlbClaims } from "../nlb/nlb-claims";
import { type NlbPlan, vpcIdentity } from "../nlb/plan-replacement";
import { checkEcs, checkEcsWith } from "./check";
import { COMPARED } from "./compared";
import { DRILL } from "./drill";
import { PUBLIC_PORT } from "./container";
import { ecsArgs, planTaskNeeds } from "./ecs-args";
import { EcsOnFargate } from "./on-fargate";
import { EcsOnInstances } from "./on-instances";
import { INSTANCE_TYPE, NODE, requestTaskAddresses } from "./plan-tasks";
import { type EcsSection, ecsSchema } from "./settings";

/** HAProxy in containers: on instances with the Elastic IPs, or on Fargate behind an NLB. */
export const ecs = frontDoorKind({
  settings: ecsSchema,
  check: checkEcs,
  checkWith: checkEcsWith,
  addresses: (entry, network) =>
    entry.launchType === "ec2"
      ? requestTaskAddresses(network.availabilityZones, entry.desiredCount)
      : requestNlbAddresses(planNlb(network).identity),
  yields: (holder, network) => {
    if (holder === NODE) return "nodes";
    return sameHolder(holder, nlbHolder(planNlb(network).identity)) ? "loadBalancer" : undefined;
  },
  instances: ({ launchType, instanceType: type = INSTANCE_TYPE, desiredCount: count }, zones) =>
    launchType === "ec2" ? [{ path: "entry.instanceType", type, count, zones }] : [],
  nlb: ({ launchType }, network) => (launchType === "fargate" ? planNlb(network) : undefined),
  network: planTaskNeeds,
  backend: (_, backend) => accessByName(backend),
  publicGroups: ({ launchType }) => [
    {
      ports: [PUBLIC_PORT],
      otherRules: PATH_MTU_RULES + (launchType === "ec2" ? CHECKERS_WEIGHT : 0),
    },
  ],
  dns: ({ launchType }) => (launchType === "ec2" ? "addresses" : "alias"),
  compared: COMPARED,
  drill: DRILL,
  create: (entry, args) =>
    entry.launchType === "fargate" ? createOnFargate(entry, args) : createOnInstances(entry, args),
});

const planNlb = (network: NetworkConfig): NlbPlan => ({
  identity: {
    owner: "ecs-nlb",
    zones: network.availabilityZones,
    vpc: vpcIdentity(network),
  },
  allowReplacement: false,
  steps: [
    "write entry.launchType: ec2 for one `pulumi up`, which removes the NLB and frees its addresses, which do not answer until the next step",
    "write launchType: fargate again, and `pulumi up` creates the NLB with these addresses",
  ],
});

function createOnFargate(entry: EcsSection, args: FrontDoorArgs) {
  const component = new EcsOnFargate("entry", {
    ...ecsArgs(entry, args),
    deletionProtection: args.protect,
    claims: nlbClaims(args.claims),
  });
  const { topicArn, move } = component;
  return { component, checkIds: {}, alarmTopics: [topicArn], move };
}

function createOnInstances(entry: EcsSection, args: FrontDoorArgs) {
  const { region, tags } = args;
  const { instanceType, desiredCount } = entry;
  const component = new EcsOnInstances("entry", {
    ...ecsArgs(entry, args),
    instanceType,
    claims: args.claims.map(({ key }) => key),
    claimedFrom: claimedFrom(args.claims),
  });
  const { addresses, health, groupName } = component;
  const checks = new HealthChecks(
    "health",
    { addresses, ...health, tags },
    afterClaims(component, args.claims),
  );
  const alarms = new ProxyAlarms("alarms", {
    region,
    groupNames: { instances: groupName },
    leastInstances: desiredCount,
    reports: { "claim-failed": "ClaimFailed" },
    healthCheckIds: checks.ids,
    tags,
  });
  return {
    component,
    checkIds: checks.ids,
    alarmTopics: [alarms.topicArn, alarms.healthTopicArn],
    move: component.move,
  };
}
