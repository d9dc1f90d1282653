import type { Client } from "../../network/security-groups";

/** Every IPv4 address. */
export const INTERNET = "0.0.0.0/0";

/**
 * Clients that may connect to a front door: IPv4 blocks and ids of managed prefix lists. Outputs need a map, in which
 * each client has a name for its security group rules.
 */
export type AllowFrom = readonly string[] | Readonly<Record<string, Client>>;

/** Clients, by names for security group rules. */
export type Clients = Readonly<Record<string, Client>>;

/** Returns the clients that may connect; by default the internet, as `anywhere`. */
export function clientsOf(allowFrom: AllowFrom = [INTERNET]): Clients {
  if (!isList(allowFrom)) return allowFrom;
  return Object.fromEntries(allowFrom.map((client) => [clientKey(client), client]));
}

/** Depends on the client alone, so adding another client renames no rule. */
const clientKey = (client: string) =>
  client === INTERNET ? "anywhere" : client.replaceAll(/[./]/g, "-");

export const isList = (allowFrom: AllowFrom): allowFrom is readonly string[] =>
  Array.isArray(allowFrom);
