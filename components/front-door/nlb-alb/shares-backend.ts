import type { BackendSection } from "../../backend/settings";
import type { NlbAlbSection } from "./settings";
import { targetOf } from "./target-of";

/** AWS's ALBs speak TLS to instances on it, and those that proxies resolve do not. */
const HTTPS = 443;

/**
 * Whether the front door can stand beside one that resolves the live colour's name, because both reach the backend by the
 * same load balancers, which a move between the two does not change: ALBs of the colours that speak HTTP.
 */
export const sharesBackend = (entry: NlbAlbSection, backend: BackendSection | undefined): boolean =>
  hasSharedAlbs(backend) &&
  targetOf(entry, backend) === "ips" &&
  entry.certificateArn === undefined;

/** Whether the colours have ALBs that speak HTTP, whatever the front door is. */
export function hasSharedAlbs(backend: BackendSection | undefined): boolean {
  if (backend === undefined) return false;
  const { existing, loadBalancer, blue, green } = backend;
  const speakHttp = [blue, green].every((color) => color?.port !== HTTPS);
  return existing === undefined && loadBalancer === "alb" && speakHttp;
}
