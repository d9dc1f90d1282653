import type { Client } from "../network/security-groups";
import type { LoadBalancing } from "./backend-settings";
import type { Switch } from "./args";

/** How a front door reaches the colours of the backend. */
export interface BackendAccess {
  /** What distributes clients between the colours: the front door, or a DNS name that it resolves. */
  readonly switch: "name" | Exclude<Switch, { kind: "record" }>;
  /** Sources that connect to the colours' load balancers: the front door, or its clients by rule name. */
  readonly clients: "frontDoor" | Readonly<Record<string, Client>>;
  /** Existing load balancers that the front door can forward to. */
  readonly existing: "byReach" | "internal" | "any";
  /** Load balancer of each created colour, or of existing instances. */
  readonly loadBalancer: LoadBalancing;
}
