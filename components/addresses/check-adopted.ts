import { isNotFound, unanswered } from "../settings/ask";
import type { Problem } from "../settings/problem";
import { settingPath } from "../settings/validate-shape";
import type { AccountAddress, AskedAddress } from "./facts";

/** Finds adopted addresses that do not exist, or that something else uses or owns. */
export function validateAdopted(
  asked: readonly AskedAddress[],
  stackTag: string,
  region: string,
): Problem[] {
  return asked.flatMap(({ key, allocationId: given, address }) => {
    const path = settingPath("addresses.adopt", key);
    if ("error" in address) {
      if (!isNotFound(address.error)) return [unanswered(path, given, address.error)];
      return [
        {
          path,
          given,
          problem: `does not exist in ${region} for this account`,
          remedy: "check the id, the region and the account: aws ec2 describe-addresses",
        },
      ];
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
  const problem = (text: string, remedy: string) => [{ path, given, problem: text, remedy }];
  if (domain !== "vpc") {
    return problem(
      `(${publicIp}) is not for use in a VPC: its domain is ${domain}`,
      "move it to a VPC first: aws ec2 move-address-to-vpc",
    );
  }
  if (owner !== undefined && owner !== stackTag) {
    return problem(
      `(${publicIp}) belongs to the stack ${owner}`,
      "let that stack give it up first, then remove its tag holdfast:stack",
    );
  }
  if (owner === undefined && associatedWith !== undefined) {
    return problem(
      `(${publicIp}) is in use by ${associatedWith}`,
      "free it first: aws ec2 disassociate-address",
    );
  }
  if (owner !== undefined && ownKey !== undefined && ownKey !== key) {
    return problem(
      `(${publicIp}) is ${ownKey} of this stack already, and an address keeps its key`,
      `adopt it as ${ownKey}, or choose another address for ${key}`,
    );
  }
  return [];
}
