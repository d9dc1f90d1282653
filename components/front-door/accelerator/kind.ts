import { webBalancer } from "../../backend/blue-green-args";
import type { BackendAccess } from "../../backend/access";
import type { BackendSection } from "../../backend/settings";
import { clientsOf } from "../allow-from/clients";
import { PATH_MTU_RULES } from "../../network/security-groups";
import { type FrontDoorArgs, frontDoorKind } from "../kind";
import { AcceleratorFrontDoor } from "./accelerator-front-door";
import { checkAcceleratorWith } from "./check";
import { COMPARED } from "./compared";
import { DRILL } from "./drill";
import { acceleratorArgs, publicPorts } from "./accelerator-args";
import { type AcceleratorSection, acceleratorSchema } from "./settings";

/** Two anycast addresses of an accelerator, which forwards to internal load balancers. */
export const accelerator = frontDoorKind({
  settings: acceleratorSchema,
  check: () => [],
  checkWith: checkAcceleratorWith,
  addresses: () => [],
  accelerator: ({ flowLogs }) => ({ flowLogs }),
  backend: reachBackend,
  publicGroups: (entry, backend) => [
    {
      ports: backend ? publicPorts(reachBackend(entry, backend), backend) : [],
      otherRules: PATH_MTU_RULES,
    },
  ],
  dns: () => "alias",
  compared: COMPARED,
  drill: DRILL,
  create: createAccelerated,
});

/**
 * Load balancers need no peering: the accelerator connects to them in their own VPC, and preserves client addresses.
 * Their security groups must therefore allow the clients.
 */
function reachBackend(
  { allowFrom, certificateArn }: AcceleratorSection,
  { loadBalancer = "nlb" }: BackendSection,
): BackendAccess {
  return {
    switch: { kind: "frontDoor", peered: false },
    clients: clientsOf(allowFrom),
    existing: "any",
    loadBalancer: loadBalancer === "alb" ? webBalancer(certificateArn) : { kind: loadBalancer },
  };
}

function createAccelerated(entry: AcceleratorSection, args: FrontDoorArgs) {
  const component = new AcceleratorFrontDoor(
    "entry",
    acceleratorArgs(reachBackend(entry, args.backend!), args),
  );
  return { component, checkIds: {}, alarmTopics: [component.topicArn] };
}
