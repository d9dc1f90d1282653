import type { Problem } from "../settings/problem";
import { agreement, lostText } from "./lost-text";
import { addressProblem } from "./problems";

/** A held address that the configuration no longer uses, and that `allowRelease` does not name. */
export interface LostAddress {
  /** As in the allow-list, where an accelerator has two keys. */
  readonly key: string;
  readonly publicIp: string;
}

interface ReleaseSettings {
  readonly protect: boolean;
  readonly allowRelease: readonly string[];
}

/** Reports addresses that an update would lose: a problem if they are protected, otherwise a warning. */
export function reportLost(
  lost: readonly LostAddress[],
  { protect, allowRelease: allowed }: ReleaseSettings,
): { readonly problems: readonly Problem[]; readonly notices: readonly string[] } {
  if (lost.length === 0) return { problems: [], notices: [] };
  const sorted = [...lost].sort((one, other) => (one.key < other.key ? -1 : 1));
  const keys = sorted.map(({ key }) => key);
  if (!protect) {
    const notice = `${lostText(keys)}. Keep the resources that need them, or allow the release: ${agreement(keys, allowed)}`;
    return { problems: [], notices: [notice] };
  }
  const data = { keys, publicIps: sorted.map(({ publicIp }) => publicIp), allowed };
  const at = { path: "addresses.allowRelease", given: allowed };
  return { problems: [addressProblem("address-released", at, data)], notices: [] };
}
