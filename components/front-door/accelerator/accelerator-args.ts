import { planPorts } from "../../backend/balancer-ports";
import { endpointOf } from "../../backend/existing/targets";
import type { BackendAccess } from "../../backend/access";
import type { BackendSection } from "../../backend/settings";
import type { FrontDoorArgs } from "../kind";
import type { AcceleratorFrontDoorArgs } from "./args";

/** Builds the arguments of `AcceleratorFrontDoor` from the configuration. */
export function acceleratorArgs(
  access: BackendAccess,
  args: FrontDoorArgs,
): AcceleratorFrontDoorArgs {
  const backend = args.backend!;
  return {
    accelerator: args.accelerator!,
    vpc: args.vpc,
    colors: args.blueGreen!.colors,
    balancer: backend.loadBalancer ?? "nlb",
    ports: publicPorts(access, backend),
    gateTimeoutSeconds: backend.gateTimeoutSeconds,
    drainSeconds: backend.drainSeconds,
    tags: args.tags,
  };
}

/** Public ports, which are also the ports of the colours' load balancers. */
export function publicPorts({ loadBalancer }: BackendAccess, backend: BackendSection): number[] {
  const { port } = endpointOf(backend);
  if (backend.existing) return [port];
  const listeners = planPorts({ loadBalancer, clientele: "web", port });
  return listeners.map((listener) => listener.port);
}
