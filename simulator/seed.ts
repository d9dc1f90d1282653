import { createHash } from "node:crypto";
import type { Account } from "./account";
import { isPrivate, plainName } from "./model/route53-zones";
import type { Stored } from "./model/resource";
import { HOSTED_ZONE } from "./model/tokens";

/** Example names are in this zone, which cannot be created (see `model/route53-zones.ts`). */
const DOCUMENTATION_ZONE = "example.com";

/** The public hosted zone of that name; creates it in the account if it is missing. */
export function seedZone(account: Account, name: string): Stored {
  const found = account
    .all(HOSTED_ZONE)
    .find(({ inputs }) => plainName(inputs["name"]) === plainName(name) && !isPrivate(inputs));
  if (found) return found;
  const digits = createHash("sha256").update(plainName(name)).digest("hex").slice(0, 18);
  return account.preset(HOSTED_ZONE, "global", `Z0${digits.toUpperCase()}`, { name });
}

/** Adds the initial resources of a company's account: the public zone `example.com`. */
export function seedAccount(account: Account): void {
  seedZone(account, DOCUMENTATION_ZONE);
}
