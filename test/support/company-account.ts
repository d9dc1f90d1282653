import { Account, type AccountOptions, seedAccount } from "../../simulator";

/** An account with the public zone example.com, as `npm run local` has it. */
export function companyAccount(options?: AccountOptions): Account {
  const account = Account.inMemory(options);
  seedAccount(account);
  return account;
}
