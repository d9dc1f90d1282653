import { isNotFound, unanswered } from "../settings/ask";
import type { Problem } from "../settings/problem";
import { settingPath } from "../settings/validate-shape";
import type { AccountAddress, AskedAddress } from "./facts";
import { addressProblem } from "./problems";

/** Finds adopted addresses that do not exist, are in use, or belong to another stack. */
export function validateAdopted(
  asked: readonly AskedAddress[],
  stackTag: string,
  region: string,
): Problem[] {
  return asked.flatMap(({ key, allocationId: given, address }) => {
    const path = settingPath("addresses.adopt", key);
    if ("error" in address) {
      if (!isNotFound(address.error)) return [unanswered(path, given, address.error)];
      return [addressProblem("adopted-missing", { path, given }, { region })];
    }
    return validateOwner(address.value, key, given, path, stackTag);
  });
}

function validateOwner(
  { publicIp, domain, associatedWith, tags }: AccountAddress,
  key: string,
  given: string,
  path: string,
  stackTag: string,
): Problem[] {
  const owner = tags["holdfast:stack"];
  const ownKey = tags["holdfast:key"];
  const at = { path, given };
  if (domain !== "vpc") return [addressProblem("adopted-outside-vpc", at, { publicIp, domain })];
  if (owner !== undefined && owner !== stackTag) {
    return [addressProblem("adopted-of-other-stack", at, { publicIp, owner })];
  }
  if (owner === undefined && associatedWith !== undefined) {
    return [addressProblem("adopted-in-use", at, { publicIp, user: associatedWith })];
  }
  if (owner !== undefined && ownKey !== undefined && ownKey !== key) {
    return [addressProblem("adopted-under-other-key", at, { publicIp, key, ownKey })];
  }
  return [];
}
