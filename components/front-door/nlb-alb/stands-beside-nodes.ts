import { endpointsOf } from "../../backend/existing/targets";
import type { BackendSection } from "../../backend/settings";
import type { NlbAlbSection } from "./settings";
import { targetOf } from "./target-of";

/**
 * Whether the NLB can serve while the nodes of another front door still do, with the same colours. It cannot with ALBs of
 * the colours that nodes reach on port 80: with a certificate, that port would redirect them.
 */
export function standsBesideNodes(
  entry: NlbAlbSection,
  backend: BackendSection | undefined,
): boolean {
  if (backend?.loadBalancer !== "alb" || backend.existing !== undefined) return true;
  if (entry.certificateArn === undefined || targetOf(entry, backend) === "alb") return true;
  return endpointsOf(backend).every(({ port }) => port !== 80);
}
