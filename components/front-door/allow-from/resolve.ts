import { isNotFound, unanswered } from "../../settings/ask";
import type { Problem } from "../../settings/problem";
import type { PublicGroup } from "../kind";
import type { ClientFacts } from "./facts";
import { allowFromProblem } from "./problems";

const PATH = "entry.allowFrom";

/** Finds prefix lists that cannot be used, and security groups that would exceed AWS's quota of rules. */
export function validateClients(
  allowFrom: readonly string[],
  groups: readonly PublicGroup[],
  { prefixLists, mostRules }: ClientFacts,
  region: string,
): Problem[] {
  const wrongLists = allowFrom.flatMap((given, index) => {
    const list = prefixLists[given];
    const at = { path: `${PATH}[${index}]`, given };
    if (list === undefined) return [];
    if ("error" in list) {
      return isNotFound(list.error)
        ? [allowFromProblem("prefix-list-missing", at, { region })]
        : [unanswered(at.path, given, list.error)];
    }
    const { name, addressFamily } = list.value;
    return addressFamily === "IPv4" ? [] : [allowFromProblem("prefix-list-ipv6", at, { name })];
  });
  if (wrongLists.length > 0) return wrongLists;
  const entries = allowFrom.reduce((sum, client) => {
    const list = prefixLists[client];
    return sum + (list && "value" in list ? list.value.weight : 1);
  }, 0);
  const counted = groups.map(({ ports, otherRules: others }) => ({
    rules: ports.length * entries + others,
    ports,
    entries,
    others,
    limit: mostRules,
  }));
  const [largest] = counted.sort((one, other) => other.rules - one.rules);
  if (largest === undefined || largest.rules <= mostRules) return [];
  return [allowFromProblem("too-many-client-rules", { path: PATH, given: allowFrom }, largest)];
}
