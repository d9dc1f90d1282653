import type { StaticAccelerator } from "../../addresses/accelerator";
import type { BlueGreen } from "../../backend/blue-green";
import { balancing } from "../../backend/describe-backend";
import { planPorts } from "../../backend/load-balancer";
import { COLORS } from "../../backend/plan-blue-green";
import type { BackendConfig } from "../../config/config";
import type { AcceleratorSection } from "./settings";
import type { Vpc } from "../../network/vpc";
import type { AcceleratorDoorArgs } from "./accelerator-door";

/** The front door as configured, in the form that `AcceleratorDoor` takes. */
export function describeAccelerator(
  entry: AcceleratorSection,
  backend: BackendConfig,
  { colors }: BlueGreen,
  vpc: Vpc,
  accelerator: StaticAccelerator,
): AcceleratorDoorArgs {
  const { gateTimeoutSeconds, drainSeconds, loadBalancer = "nlb" } = backend;
  const { port } = COLORS.map((color) => backend[color]).find(Boolean)!;
  const listeners = planPorts({
    loadBalancer: balancing(backend, entry),
    clientele: "web",
    port,
  });
  return {
    accelerator,
    vpc,
    colors,
    balancer: loadBalancer,
    ports: listeners.map((listener) => listener.port),
    gateTimeoutSeconds,
    drainSeconds,
  };
}
