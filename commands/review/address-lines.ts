import { agreement, lostText } from "../../components/addresses/lost-text";
import type { InventoryAddress, StackReview } from "./stack-review";

/** What happens to addresses, the worst first: each as a sentence. */
interface AddressLine {
  readonly isLoud: boolean;
  readonly text: string;
}

const listOf = (addresses: readonly InventoryAddress[]): string =>
  addresses.map(({ key }) => key).join(", ");

/** What a change does to a stack's addresses; nothing where all of them are kept as they are. */
export function addressLines(review: StackReview): AddressLine[] {
  if (review.kind !== "previewed") return [];
  const { lost, released, added, moved } = review.addresses;
  const lines: AddressLine[] = [];
  const say = (isLoud: boolean, text: string): unknown => lines.push({ isLoud, text });
  if (lost.length > 0) {
    const keys = lost.map(({ key }) => key);
    const where = `Pulumi.${review.stack}.yaml`;
    say(true, `${lostText(keys)}. Keep what needs it, or agree in ${where}: ${agreement(keys)}`);
  }
  if (released.length > 0) {
    say(
      true,
      `released, as allowRelease agrees: ${listOf(released)}. No allow-list should have it now`,
    );
  }
  for (const { key, holder, to } of moved) {
    say(true, `${key} moves from ${holder} to ${to}: its clients are interrupted`);
  }
  if (added.length > 0) {
    say(!review.isNew, `new: ${listOf(added)}. To be added to allow-lists`);
  }
  return lines;
}
