import { findDuplicates } from "../../settings/find-duplicates";
import { isPartOf, isValidBlock, validateBlock } from "../../settings/cidr";
import type { Problem } from "../../settings/problem";
import { settingPath } from "../../settings/validate-shape";
import { type AllowFrom, INTERNET, isList } from "./clients";
import { allowFromProblem } from "./problems";

/** Validates a list of clients without calling AWS. */
export function validateAllowFrom(allowFrom: readonly string[], path: string): Problem[] {
  if (allowFrom.length === 0) {
    return [allowFromProblem("allow-from-empty", { path, given: allowFrom })];
  }
  return [
    ...allowFrom.flatMap((given, index) => validateClient(given, `${path}[${index}]`)),
    ...findDuplicates(allowFrom, path),
    ...validateCovered(allowFrom, path),
  ];
}

export const isPrefixListId = (client: string) => client.startsWith("pl-");

/** Validates the `allowFrom` argument of a front door. Outputs are not checked. */
export function validateClients(allowFrom: AllowFrom | undefined, path = "allowFrom"): Problem[] {
  if (allowFrom === undefined) return [];
  if (isList(allowFrom)) return validateAllowFrom(allowFrom, path);
  return Object.entries(allowFrom).flatMap(([name, client]) =>
    typeof client === "string" ? validateClient(client, settingPath(path, name)) : [],
  );
}

function validateClient(given: string, path: string): Problem[] {
  const at = { path, given };
  if (isPrefixListId(given)) {
    const isId = /^pl-([0-9a-f]{8}|[0-9a-f]{17})$/.test(given);
    return isId ? [] : [allowFromProblem("not-a-prefix-list-id", at)];
  }
  if (given.includes(":")) return [allowFromProblem("allow-from-ipv6", at)];
  if (given.startsWith("sg-")) return [allowFromProblem("allow-from-security-group", at)];
  if (isValidBlock(`${given}/32`)) {
    return [allowFromProblem("allow-from-address", at, { address: given })];
  }
  return validateBlock({ path, cidr: given });
}

/** Finds blocks that are part of others. If the internet is among them, it is the problem. */
function validateCovered(allowFrom: readonly string[], path: string): Problem[] {
  const internet = allowFrom.indexOf(INTERNET);
  const others = allowFrom.filter((client) => client !== INTERNET).length;
  if (internet >= 0 && others > 0) {
    const at = { path: `${path}[${internet}]`, given: INTERNET };
    return [allowFromProblem("allow-from-internet-beside", at, { others })];
  }
  const blocks = allowFrom.flatMap((block, index) =>
    isValidBlock(block) ? [{ block, at: `${path}[${index}]` }] : [],
  );
  return blocks.flatMap(({ block, at }) => {
    const around = blocks.find((other) => other.block !== block && isPartOf(block, other.block));
    if (!around) return [];
    const data = { owner: around.at, block: around.block };
    return [allowFromProblem("allow-from-covered", { path: at, given: block }, data)];
  });
}
