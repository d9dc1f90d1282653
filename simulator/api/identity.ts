import { ACCOUNT_ID } from "../model/shared";
import { partitionOf } from "../model/partitions";

/** Who signed a request. */
export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/**
 * The principal of an access key: `AKIA<account>USER` is a user of any account. `ASIA<account>ROLE` is a
 * role, whose ARN is in the session token. Every other key belongs to the simulated account.
 */
export function identityOf(key: string, region: string, sessionToken = ""): Identity {
  const account = /^A[KS]IA(\d{12})(USER|ROLE)$/.exec(key)?.[1] ?? ACCOUNT_ID;
  const arn = Buffer.from(sessionToken, "base64").toString();
  return arn.includes(`::${account}:assumed-role/`)
    ? { account, arn }
    : { account, arn: `arn:${partitionOf(region)}:iam::${account}:user/local` };
}
