import { Account, seedAccount } from "../../simulator";

/** An account with the public zone example.com, as `npm run local` has it. */
export function companyAccount(): Account {
  const account = Account.inMemory();
  seedAccount(account);
  return account;
}
