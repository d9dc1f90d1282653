import { answersTo } from "../../simulator/api/dns-answers";
import type { Account } from "../../simulator/account";

interface WatchedName {
  /** Every address that the name was answered with. */
  readonly seen: ReadonlySet<string>;
  /** The kinds of the changes after which it had no answer. */
  readonly unanswered: readonly string[];
  stop(): void;
}

/** The addresses that a name of the account is answered with. */
export const addressesFor = (account: Account, name: string): string[] =>
  (answersTo(account, name) ?? []).map(({ data }) => data);

/** Asks for a name after everything that changes in the account. */
export function watchName(account: Account, name: string): WatchedName {
  const seen = new Set<string>();
  const unanswered: string[] = [];
  const methods = ["create", "update", "remove"] as const;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- each is applied to the account
  const original = Object.fromEntries(methods.map((method) => [method, account[method]]));
  for (const [kind, method] of Object.entries(original)) {
    const asking = (...args: unknown[]): unknown => {
      const result = (method as (...args: unknown[]) => unknown).apply(account, args);
      // A batch is whole only when all of its changes are made.
      void Promise.resolve().then(() => {
        const now = addressesFor(account, name);
        now.forEach((address) => seen.add(address));
        if (now.length === 0) unanswered.push(kind);
      });
      return result;
    };
    Object.assign(account, { [kind]: asking });
  }
  return { seen, unanswered, stop: () => void Object.assign(account, original) };
}
