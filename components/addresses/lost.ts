import type { Problem } from "../settings/problem";
import { agreement, lostText } from "./lost-text";
import { addressProblem } from "./problems";

/** An address that nothing asks for any more, and that no setting agrees to give up. */
export interface LostAddress {
  /** As in the allow-list, which has two of an accelerator. */
  readonly key: string;
  readonly publicIp: string;
}

interface ReleaseSettings {
  readonly protect: boolean;
  readonly allowRelease: readonly string[];
}

/** Says which addresses an update would lose: it is refused where they are protected, and warned of otherwise. */
export function reportLost(
  lost: readonly LostAddress[],
  { protect, allowRelease: allowed }: ReleaseSettings,
): { readonly problems: readonly Problem[]; readonly notices: readonly string[] } {
  if (lost.length === 0) return { problems: [], notices: [] };
  const sorted = [...lost].sort((one, other) => (one.key < other.key ? -1 : 1));
  const keys = sorted.map(({ key }) => key);
  if (!protect) {
    const notice = `${lostText(keys)}. Keep what needs it, or agree: ${agreement(keys, allowed)}`;
    return { problems: [], notices: [notice] };
  }
  const data = { keys, publicIps: sorted.map(({ publicIp }) => publicIp), allowed };
  const at = { path: "addresses.allowRelease", given: allowed };
  return { problems: [addressProblem("address-released", at, data)], notices: [] };
}
