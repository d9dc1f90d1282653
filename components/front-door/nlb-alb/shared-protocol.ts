import { endpointsOf } from "../../backend/existing/targets";
import type { BackendSection } from "../../backend/settings";
import type { SharedProtocol } from "../nlb/nlb-addresses";
import type { NlbAlbSection } from "./settings";
import { targetOf } from "./target-of";

const HTTPS_PORT = 443;

/**
 * The protocol of the backend if the front door can stand beside one that resolves the live colour's name, because both
 * reach the same load balancers, which a move between the two does not change: ALBs of the colours. Else undefined.
 */
export function sharedProtocol(
  entry: NlbAlbSection,
  backend: BackendSection | undefined,
): SharedProtocol | undefined {
  const own = entry.certificateArn === undefined ? "http" : "https";
  // Without a certificate, ALBs of this front door have HTTP and those that proxies resolve refuse 443; with one, HTTPS.
  return targetOf(entry, backend) === "ips" && protocolOfAlbs(backend) === own ? own : undefined;
}

/** The protocol of the colours' ALBs, whatever the front door is; undefined without ALBs of the stack. */
export function protocolOfAlbs(backend: BackendSection | undefined): SharedProtocol | undefined {
  if (backend?.existing !== undefined || backend?.loadBalancer !== "alb") return undefined;
  const secure = endpointsOf(backend).map(({ port }) => port === HTTPS_PORT);
  if (secure.every((one) => one)) return "https";
  return secure.some((one) => one) ? undefined : "http";
}
