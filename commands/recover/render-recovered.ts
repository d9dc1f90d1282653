import { nameIn, typeIn } from "../../stack/resource";
import type { Recovered } from "./recover";

/** What a recovery did, and what is left for a person to do. */
export function renderRecovered({ imported, dropped, ambiguous }: Recovered): string {
  const lines = [
    ...imported.map((urn) => `${nameIn(urn)} (${typeIn(urn)}): AWS has it; taken into the state`),
    ...dropped.map((urn) => `${nameIn(urn)} (${typeIn(urn)}): not created; the next up creates it`),
  ];
  const undecided = Object.entries(ambiguous);
  if (undecided.length > 0) {
    lines.push(
      "nothing was changed, because more than one resource fits:",
      ...undecided.map(([urn, ids]) => `  ${nameIn(urn)} (${typeIn(urn)}): ${ids.join(", ")}`),
      "delete the one that is not in use, or remove its tag holdfast:stack, and run this again",
    );
  }
  return lines.length > 0 ? lines.join("\n") : "nothing was under way: the state is whole";
}
