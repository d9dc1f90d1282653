import { webBalancer } from "../../backend/blue-green-args";
import { sameHolder } from "../../addresses/plan-moves";
import type { BackendAccess } from "../../backend/access";
import type { BackendSection } from "../../backend/settings";
import type { NetworkConfig } from "../../network/settings";
import { PATH_MTU_RULES } from "../../network/security-groups";
import { type FrontDoorArgs, frontDoorKind } from "../kind";
import { nlbHolder, requestNlbAddresses } from "../nlb/nlb-addresses";
import { type NlbPlan, vpcIdentity } from "../nlb/plan-replacement";
import { checkNlbAlb, checkNlbAlbWith } from "./check";
import { standsBesideNodes } from "./stands-beside-nodes";
import { targetOf } from "./target-of";
import { COMPARED } from "./compared";
import { DRILL } from "./drill";
import { nlbAlbArgs, publicPorts } from "./nlb-alb-args";
import { NlbAlb } from "./nlb-alb";
import { type NlbAlbSection, nlbAlbSchema } from "./settings";

const OWNER = "nlb";

/** An NLB with an Elastic IP in each zone, in front of ALBs. */
export const nlbAlb = frontDoorKind({
  settings: nlbAlbSchema,
  check: checkNlbAlb,
  checkWith: checkNlbAlbWith,
  addresses: (entry, network, backend) =>
    requestNlbAddresses(planNlb(entry, network).identity, standsBesideNodes(entry, backend)),
  yields: (holder, network) => {
    const own = nlbHolder({ owner: OWNER, vpc: vpcIdentity(network) });
    return sameHolder(holder, own) ? "loadBalancer" : undefined;
  },
  nlb: planNlb,
  backend: reachBackend,
  publicGroups: (entry, backend) => [
    { ports: publicPorts(entry, backend), otherRules: PATH_MTU_RULES },
  ],
  dns: () => "alias",
  compared: COMPARED,
  drill: DRILL,
  create: createNlbAlb,
});

function planNlb({ allowReplacement, accessLogs }: NlbAlbSection, network: NetworkConfig): NlbPlan {
  return {
    identity: {
      owner: OWNER,
      zones: network.availabilityZones,
      vpc: vpcIdentity(network),
    },
    allowReplacement,
    steps: [
      ...(accessLogs
        ? ["copy the ALB's access logs: the next step deletes them with their bucket"]
        : []),
      "add entry.allowReplacement: true, and `pulumi up` removes the NLB and frees its addresses, which do not answer until the next step",
      "`pulumi up` again creates the NLB with these addresses",
    ],
  };
}

/** One ALB of the front door reaches the instances; an NLB that follows addresses needs an ALB for each colour. */
function reachBackend(entry: NlbAlbSection, backend: BackendSection): BackendAccess {
  const { certificateArn, albIdleTimeoutSeconds } = entry;
  return {
    switch: { kind: "frontDoor" },
    clients: "frontDoor",
    existing: "internal",
    loadBalancer:
      targetOf(entry, backend) === "alb"
        ? { kind: "none" }
        : webBalancer(certificateArn, albIdleTimeoutSeconds),
  };
}

function createNlbAlb(entry: NlbAlbSection, args: FrontDoorArgs) {
  const component = new NlbAlb("entry", nlbAlbArgs(entry, args));
  const { topicArn, targetsAdmit, move } = component;
  return { component, checkIds: {}, alarmTopics: [topicArn], targetsAdmit, move };
}
