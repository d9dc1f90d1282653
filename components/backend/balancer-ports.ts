import type { BackendArgs } from "./backend-settings";

/** A port that a load balancer listens on. */
export interface PortPlan {
  readonly port: number;
  readonly protocol: "TCP" | "HTTP" | "HTTPS";
  /** Redirects clients to HTTPS instead of forwarding. */
  readonly redirects?: true | undefined;
}

/** Arguments that determine ports and protocols. */
export type PortArgs = Pick<BackendArgs, "loadBalancer" | "clientele" | "port">;

/**
 * Whether instances use TLS: if clients from proxies use it to connect to the ALB, and otherwise if the port is 443.
 */
export function targetsUseTls({ loadBalancer, clientele, port }: PortArgs): boolean {
  return loadBalancer.kind === "alb" && clientele !== "web"
    ? loadBalancer.certificateArn !== undefined
    : port === 443;
}

/** The ports that a colour's load balancer listens on. */
export function planPorts({ loadBalancer, clientele, port }: PortArgs): PortPlan[] {
  if (loadBalancer.kind === "none") return [];
  if (loadBalancer.kind === "nlb") return [{ port, protocol: "TCP" }];
  const secure = loadBalancer.certificateArn !== undefined;
  if (clientele !== "web") return [{ port, protocol: secure ? "HTTPS" : "HTTP" }];
  return secure
    ? [
        { port: 443, protocol: "HTTPS" },
        { port: 80, protocol: "HTTP", redirects: true },
      ]
    : [{ port: 80, protocol: "HTTP" }];
}
