import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import {
  DEFAULT_SECURITY_GROUP,
  INGRESS_RULE,
  PREFIX_LIST,
  PREFIX_LIST_ENTRY,
  SECURITY_GROUP,
  SECURITY_GROUP_RULE,
} from "../../stack/types";
import { at, knownAt, numberAt, textAt, textsAt, UNKNOWN } from "../../stack/values";
import { wideBlocks } from "./cidr-width";

/** The sources and ports of one rule. */
interface Rule {
  readonly protocol: string;
  /** All ports, if the protocol has no ports or the rule names all. */
  readonly from: number;
  readonly to: number;
  readonly blocks: readonly string[];
}

/** Ports that are open to the internet, or to a large part of it. */
export interface Opening {
  readonly blocks: readonly string[];
  readonly ports: readonly number[];
}

const GROUPS = [SECURITY_GROUP, DEFAULT_SECURITY_GROUP] as const;

/** Types of resources that admit connections. */
export const ADMITTING = [...GROUPS, SECURITY_GROUP_RULE, INGRESS_RULE] as const;

/**
 * The given ports that a resource opens: with one of its rules, or with several that together are as wide.
 */
export const openingsOf = (resource: Resource, ports: readonly number[]): Opening[] =>
  openingsIn(rulesOf(resource), ports);

/**
 * The given ports that a security group opens only through several resources together: inline rules, separate
 * rule resources, and the entries of prefix lists that they name.
 */
export function sharedOpenings(
  stack: StackGraph,
  ports: readonly number[],
): (Opening & { readonly group: Resource })[] {
  return stack.ofType(...GROUPS).flatMap((group) => {
    const resources = [group, ...rulesFor(stack, group)];
    const alone = resources.flatMap((resource) => openingsOf(resource, ports));
    const open = new Set(alone.flatMap((opening) => opening.ports));
    const rules = resources.flatMap((resource) => rulesOf(resource, stack));
    const rest = ports.filter((port) => !open.has(port));
    return openingsIn(rules, rest).map((opening) => ({ ...opening, group }));
  });
}

const rulesFor = (stack: StackGraph, group: Resource): Resource[] =>
  stack
    .referringTo(group, SECURITY_GROUP_RULE, INGRESS_RULE)
    .filter((rule) => stack.references(rule, "securityGroupId").includes(group));

function openingsIn(rules: readonly Rule[], ports: readonly number[]): Opening[] {
  const single = rules.flatMap((rule) => {
    const open = ports.filter((port) => admits(rule, port));
    const blocks = open.length > 0 ? wideBlocks(rule.blocks) : [];
    return blocks.length > 0 ? [{ blocks, ports: open }] : [];
  });
  const known = new Set(single.flatMap((opening) => opening.ports));
  const together = new Map<string, { blocks: string[]; ports: number[] }>();
  for (const port of ports.filter((each) => !known.has(each))) {
    const admitting = rules.filter((rule) => admits(rule, port));
    if (admitting.length < 2) continue;
    const blocks = wideBlocks(admitting.flatMap((rule) => rule.blocks));
    if (blocks.length === 0) continue;
    const same = together.get(blocks.join());
    if (same) same.ports.push(port);
    else together.set(blocks.join(), { blocks, ports: [port] });
  }
  return [...single, ...together.values()];
}

/** The rules of a resource; with a stack, including the entries of its prefix lists. */
function rulesOf(resource: Resource, stack?: StackGraph): Rule[] {
  const { type, inputs } = resource;
  if (type === SECURITY_GROUP_RULE && textAt(inputs, "type") !== "ingress") return [];
  const isGroup = GROUPS.some((group) => group === type);
  return (isGroup ? knownAt(inputs, "ingress") : [inputs]).map((rule) => {
    if (!stack) return readRule(rule, []);
    const lists = isGroup
      ? stack.named(at(rule, "prefixListIds"), PREFIX_LIST)
      : LIST_IDS.flatMap((key) => stack.references(resource, key, PREFIX_LIST));
    return readRule(
      rule,
      lists.flatMap((list) => blocksIn(stack, list)),
    );
  });
}

const LIST_IDS = ["prefixListId", "prefixListIds"];

/** The known blocks of a prefix list: its inline entries, and its entry resources. */
const blocksIn = (stack: StackGraph, list: Resource): string[] =>
  [
    ...knownAt(list.inputs, "entries"),
    ...stack.referringTo(list, PREFIX_LIST_ENTRY).map(({ inputs }) => inputs),
  ].flatMap((entry) => textsAt(entry, "cidr"));

function readRule(rule: unknown, listed: readonly string[]): Rule {
  const blocks = [
    textAt(rule, "cidrIpv4"),
    textAt(rule, "cidrIpv6"),
    ...textsAt(rule, "cidrBlocks"),
    ...textsAt(rule, "ipv6CidrBlocks"),
    ...listed,
  ];
  const protocol = textAt(rule, "ipProtocol") ?? textAt(rule, "protocol");
  const from = numberAt(rule, "fromPort");
  const to = numberAt(rule, "toPort");
  const isAll = protocol === "-1" || protocol === "all";
  return {
    protocol: typeof protocol === "string" ? protocol : "unknown",
    // A rule with an unknown port admits no source until it is known.
    from: isAll ? 0 : from === UNKNOWN ? Infinity : (from ?? 0),
    to: isAll ? 65535 : to === UNKNOWN ? -Infinity : (to ?? 65535),
    blocks: blocks.filter((block) => typeof block === "string"),
  };
}

/** Whether a rule admits TCP connections to a port. */
const admits = ({ protocol, from, to }: Rule, port: number): boolean =>
  ["tcp", "6", "-1", "all"].includes(protocol) && from <= port && port <= to;
