import type { AccountView } from "./account-view";
import { AwsError } from "./errors";
import { prefixListsOf } from "./endpoint-services";
import { PREFIX_LIST } from "./tokens";
import { type Values, text } from "./values";

/** How many rules a rule counts as: a prefix list counts as its maximum of entries. */
function weightOf(account: AccountView, { prefixListId }: Values, region: string): number {
  const id = text(prefixListId);
  const aws = prefixListsOf(region).find((list) => list.id === id);
  if (aws) return aws.weight;
  return Number(account.find(PREFIX_LIST, id, region)?.inputs["maxEntries"] ?? 1);
}

/** Rejects rules of a direction above the group's quota. */
export function checkLimit(account: AccountView, rules: readonly Values[], region: string): void {
  const count = rules.reduce((sum, rule) => sum + weightOf(account, rule, region), 0);
  if (count > account.quotas.rulesPerGroup) {
    throw new AwsError(
      "RulesPerSecurityGroupLimitExceeded",
      "The maximum number of rules per security group has been reached.",
    );
  }
}
