import { type BackendAccess, webBalancer } from "../../backend/blue-green-args";
import type { BackendSection } from "../../backend/settings";
import { type FrontDoorArgs, frontDoorKind } from "../kind";
import { AcceleratorFrontDoor } from "./accelerator-front-door";
import { checkAcceleratorWith } from "./check";
import { COMPARED } from "./compared";
import { DRILL } from "./drill";
import { acceleratorArgs } from "./accelerator-args";
import { type AcceleratorSection, acceleratorSchema } from "./settings";

/** Two addresses at the edge of AWS's network, in front of internal load balancers. */
export const accelerator = frontDoorKind({
  settings: acceleratorSchema,
  check: () => [],
  checkWith: checkAcceleratorWith,
  addresses: () => [],
  accelerator: ({ flowLogs }) => ({ flowLogs }),
  backend: reachBackend,
  dns: () => "alias",
  compared: COMPARED,
  drill: DRILL,
  create: createAccelerated,
});

/** Behind an accelerator, load balancers see the clients themselves, and need no peering. */
function reachBackend(
  { certificateArn }: AcceleratorSection,
  { loadBalancer = "nlb" }: BackendSection,
): BackendAccess {
  return {
    switch: { kind: "frontDoor", peered: false },
    clients: "anyone",
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
