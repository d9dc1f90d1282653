import type { Client } from "../network/security-groups";
import type { LoadBalancing } from "./backend-settings";
import type { Switch } from "./args";

/** How a front door reaches the backend's colours. */
export interface BackendAccess {
  /** Who shares clients out between the colours: the front door, or a name that it resolves. */
  readonly switch: "name" | Exclude<Switch, { kind: "record" }>;
  /** Who connects to the colours' load balancers: the front door, or its clients by names that rules get. */
  readonly clients: "frontDoor" | Readonly<Record<string, Client>>;
  /** Existing load balancers that it can forward to. */
  readonly existing: "byReach" | "internal" | "any";
  /** Of each colour that is created, or of existing instances. */
  readonly loadBalancer: LoadBalancing;
}
