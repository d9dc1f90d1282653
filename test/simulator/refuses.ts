import assert from "node:assert/strict";
import { Lab } from "../../simulator/lab";

/** Ids made short: `vpc-0123456789abcdef0` becomes `vpc-*`. */
const withoutIds = (text: string): string => text.replace(/\b([a-z]+)-0[0-9a-f]{16}\b/g, "$1-*");

/** An operation that must be refused, and the full message with shortened ids. */
export type Refusal = readonly [title: string, attempt: (lab: Lab) => unknown, message: string];

/** One test for each refusal, in a separate account. */
export function refuses(refusals: readonly Refusal[], open = () => new Lab()): void {
  for (const [title, attempt, message] of refusals) {
    it(`fails when ${title}`, () => {
      let error: Error | undefined;
      try {
        attempt(open());
      } catch (caught) {
        error = caught as Error;
      }
      assert.equal(withoutIds(error?.message ?? "nothing was refused"), message);
    });
  }
}
