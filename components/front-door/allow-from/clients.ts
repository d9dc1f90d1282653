import type { Client } from "../../network/security-groups";

/** Every IPv4 address. */
export const INTERNET = "0.0.0.0/0";

/**
 * Who may connect to a front door: IPv4 blocks and ids of managed prefix lists, or a map of them by names that
 * rules get. Values that are known only during an update need the map.
 */
export type AllowFrom = readonly string[] | Readonly<Record<string, Client>>;

/** Clients by names that security group rules get. */
export type Clients = Readonly<Record<string, Client>>;

/** The clients that may connect; by default the internet, as `anywhere`. */
export function clientsOf(allowFrom: AllowFrom = [INTERNET]): Clients {
  if (!isList(allowFrom)) return allowFrom;
  return Object.fromEntries(allowFrom.map((client) => [clientKey(client), client]));
}

/** Follows from the client alone, so that another client renames no rule. */
const clientKey = (client: string) =>
  client === INTERNET ? "anywhere" : client.replaceAll(/[./]/g, "-");

export const isList = (allowFrom: AllowFrom): allowFrom is readonly string[] =>
  Array.isArray(allowFrom);
