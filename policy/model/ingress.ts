import type { Resource } from "../../stack/resource";
import {
  DEFAULT_SECURITY_GROUP,
  INGRESS_RULE,
  SECURITY_GROUP,
  SECURITY_GROUP_RULE,
} from "../../stack/types";
import { knownAt, numberAt, textAt, textsAt, UNKNOWN } from "../../stack/values";

/** Who may connect to which ports, by one rule. */
export interface Ingress {
  readonly protocol: string;
  /** All ports, if the protocol knows none or the rule names all. */
  readonly from: number;
  readonly to: number;
  /** Blocks that are open to the whole internet. */
  readonly world: readonly string[];
}

/** Types of resources that admit connections. */
export const ADMITTING = [
  SECURITY_GROUP,
  DEFAULT_SECURITY_GROUP,
  SECURITY_GROUP_RULE,
  INGRESS_RULE,
] as const;

const WORLD = ["0.0.0.0/0", "::/0"];

/** The rules of a resource by which connections from the whole internet come in. */
export function openIngress({ type, inputs }: Resource): Ingress[] {
  if (type === SECURITY_GROUP_RULE && textAt(inputs, "type") !== "ingress") return [];
  const isGroup = type === SECURITY_GROUP || type === DEFAULT_SECURITY_GROUP;
  const rules = isGroup ? knownAt(inputs, "ingress") : [inputs];
  return rules.map(readRule).filter(({ world }) => world.length > 0);
}

function readRule(rule: unknown): Ingress {
  const blocks = [
    textAt(rule, "cidrIpv4"),
    textAt(rule, "cidrIpv6"),
    ...textsAt(rule, "cidrBlocks"),
    ...textsAt(rule, "ipv6CidrBlocks"),
  ];
  const protocol = textAt(rule, "ipProtocol") ?? textAt(rule, "protocol");
  const from = numberAt(rule, "fromPort");
  const to = numberAt(rule, "toPort");
  const isAll = protocol === "-1" || protocol === "all";
  return {
    protocol: typeof protocol === "string" ? protocol : "unknown",
    // A port that is unknown yet admits nobody until it is known.
    from: isAll ? 0 : from === UNKNOWN ? Infinity : (from ?? 0),
    to: isAll ? 65535 : to === UNKNOWN ? -Infinity : (to ?? 65535),
    world: blocks.filter((block): block is string => WORLD.includes(block as string)),
  };
}

/** Whether a rule admits TCP connections to a port. */
export const admits = ({ protocol, from, to }: Ingress, port: number): boolean =>
  ["tcp", "6", "-1", "all"].includes(protocol) && from <= port && port <= to;
