import type * as pulumi from "@pulumi/pulumi";
import { accessByName } from "../../backend/blue-green-args";
import { HealthChecks } from "../../dns/health-checks";
import { NodeRolls } from "../../image/node-rolls";
import { PATH_MTU_RULES } from "../../network/security-groups";
import { afterClaims } from "../claims/claims";
import { CHECKERS_WEIGHT, type FrontDoorArgs, frontDoorKind } from "../kind";
import { validateHaproxySettings } from "../proxy/haproxy-settings";
import { checkHaproxyWith } from "./check-with";
import { COMPARED } from "./compared";
import { DRILL } from "./drill";
import { proxyTierArgs } from "./proxy-tier-args";
import { isNode, planNodes, requestNodeAddresses } from "./plan-nodes";
import { ProxyAlarms } from "../proxy/proxy-alarms";
import { ProxyTier } from "./proxy-tier";
import { type HaproxySection, haproxySchema } from "./settings";

/** Name and port of the backend that nodes connect to. */
const FOLLOWED = { host: "live.holdfast.internal", port: 443 };

/** HAProxy nodes, each with an Elastic IP. */
export const haproxy = frontDoorKind({
  settings: haproxySchema,
  check: (entry) => validateHaproxySettings({ ...entry, backend: FOLLOWED }),
  checkWith: checkHaproxyWith,
  addresses: ({ nodesPerAz }, { availabilityZones }) =>
    requestNodeAddresses(planNodes(availabilityZones, nodesPerAz)),
  yields: (holder) => (isNode(holder) ? "nodes" : undefined),
  instances: ({ instanceType: type, nodesPerAz }, zones) => [
    { path: "entry.instanceType", type, count: zones.length * nodesPerAz, zones },
  ],
  backend: ({ certificateArn }, backend) => accessByName(backend, certificateArn),
  publicGroups: ({ ports }) => [{ ports, otherRules: CHECKERS_WEIGHT + PATH_MTU_RULES }],
  nodes: ({ instanceType, image }) => ({ instanceType, image }),
  dns: () => "addresses",
  compared: COMPARED,
  drill: DRILL,
  create: createProxyTier,
});

function createProxyTier(entry: HaproxySection, args: FrontDoorArgs) {
  const { region, image, tags } = args;
  const tier = new ProxyTier("entry", proxyTierArgs(entry, args));
  const checks = new HealthChecks(
    "health",
    { addresses: tier.addresses, ...tier.health, tags },
    afterClaims(tier, args.claims),
  );
  const healthCheckIds = checks.ids;
  const { groupNames, nodes } = tier;
  const roll = (opts?: pulumi.ComponentResourceOptions) =>
    image && new NodeRolls("roll", { region, nodes, healthCheckIds }, opts);
  const move = tier.move && {
    ...tier.move,
    moveRest: (named: readonly pulumi.Resource[]) => {
      tier.move?.moveRest(named);
      roll({ dependsOn: tier });
    },
  };
  if (!move) roll();
  const alarms = new ProxyAlarms("alarms", { region, groupNames, healthCheckIds, tags });
  return {
    component: tier,
    checkIds: checks.ids,
    alarmTopics: [alarms.topicArn, alarms.healthTopicArn],
    move,
  };
}
