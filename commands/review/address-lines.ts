import { agreement, lostText } from "../../components/addresses/lost-text";
import type { InventoryAddress, StackReview } from "./stack-review";

/** Address changes as sentences, the worst first. */
interface AddressLine {
  readonly isLoud: boolean;
  readonly text: string;
}

const listOf = (addresses: readonly InventoryAddress[]): string =>
  addresses.map(({ key }) => key).join(", ");

/** How a change affects a stack's addresses; empty if all are kept. */
export function addressLines(review: StackReview): AddressLine[] {
  if (review.kind !== "previewed") return [];
  const { lost, released, added, moved } = review.addresses;
  const lines: AddressLine[] = [];
  const say = (isLoud: boolean, text: string): unknown => lines.push({ isLoud, text });
  if (lost.length > 0) {
    const keys = lost.map(({ key }) => key);
    const where = `Pulumi.${review.stack}.yaml`;
    say(
      true,
      `${lostText(keys)}. Keep the resources that need them, or allow the release in ${where}: ${agreement(keys)}`,
    );
  }
  if (released.length > 0) {
    say(true, `released, as allowRelease permits: ${listOf(released)}. Remove from allow-lists`);
  }
  for (const { key, holder, to } of moved) {
    say(true, `${key} moves from ${holder} to ${to}: this interrupts its clients`);
  }
  if (added.length > 0) {
    say(!review.isNew, `new: ${listOf(added)}. Add to allow-lists`);
  }
  return lines;
}
