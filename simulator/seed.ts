import { createHash } from "node:crypto";
import type { Account } from "./account";
import { isPrivate, plainName } from "./model/route53-zones";
import type { Stored } from "./model/resource";
import { HOSTED_ZONE } from "./model/tokens";

/** Names of documentation are of this zone, which nobody can create (see `model/route53-zones.ts`). */
const DOCUMENTATION_ZONE = "example.com";

/** The public hosted zone of that name, which is put into the account unless it is there. */
export function seedZone(account: Account, name: string): Stored {
  const found = account
    .all(HOSTED_ZONE)
    .find(({ inputs }) => plainName(inputs["name"]) === plainName(name) && !isPrivate(inputs));
  if (found) return found;
  const digits = createHash("sha256").update(plainName(name)).digest("hex").slice(0, 18);
  return account.preset(HOSTED_ZONE, "global", `Z0${digits.toUpperCase()}`, { name });
}

/** Puts in what a company's account has before the first program runs: the public zone `example.com`. */
export function seedAccount(account: Account): void {
  seedZone(account, DOCUMENTATION_ZONE);
}
