import { validateClaims } from "../../addresses/check-args";
import { ofArguments } from "../../settings/check-args";
import type { Problem } from "../../settings/problem";
import type { NlbClaims } from "./nlb-claims";

/**
 * Finds claims of addresses that an NLB does not have.
 *
 * @param keys of the addresses that it has
 * @param path of the claimed keys in the arguments
 */
export const validateNlbClaims = (
  claims: NlbClaims | undefined,
  keys: readonly string[],
  path: string,
): Problem[] => ofArguments(validateClaims(claims?.keys, keys), [["claims", path]]);
