import { PATH_MTU_RULES } from "../../network/security-groups";
import { type FrontDoorArgs, frontDoorKind } from "../kind";
import { webPorts } from "../web-alb/alb";
import { checkAlbWith } from "./check";
import { COMPARED } from "./compared";
import { DRILL } from "./drill";
import { albDraw } from "./plan-draw";
import { PooledAlb } from "./pooled-alb";
import { type AlbSection, albSchema } from "./settings";

/** An ALB that faces the internet, with addresses of an IPAM pool. */
export const alb = frontDoorKind({
  settings: albSchema,
  check: () => [],
  checkWith: (_, sections) => checkAlbWith(sections),
  addresses: () => [],
  poolDraw: (_, network) => albDraw(network.availabilityZones),
  backend: () => ({
    switch: { kind: "frontDoor" },
    clients: "frontDoor",
    existing: "internal",
    loadBalancer: { kind: "none" },
  }),
  publicGroups: ({ certificateArn }) => [
    { ports: webPorts(certificateArn), otherRules: PATH_MTU_RULES },
  ],
  dns: () => "alias",
  compared: COMPARED,
  drill: DRILL,
  create: createAlb,
});

function createAlb(entry: AlbSection, args: FrontDoorArgs) {
  const { vpc, pool, backend, blueGreen, protect, tags } = args;
  const { allowFrom, certificateArn, webAclArn, accessLogs, idleTimeoutSeconds } = entry;
  const component = new PooledAlb("entry", {
    vpc,
    // The configuration has a pool and a backend: else there is no front door.
    pool: pool!,
    allowFrom,
    certificateArn,
    webAclArn,
    accessLogs,
    idleTimeoutSeconds,
    deletionProtection: entry.deletionProtection ?? protect,
    colors: blueGreen!.colors,
    gateTimeoutSeconds: backend?.gateTimeoutSeconds,
    drainSeconds: backend?.drainSeconds,
    tags,
  });
  const { topicArn, targetsAdmit } = component;
  return { component, checkIds: {}, alarmTopics: [topicArn], targetsAdmit };
}
