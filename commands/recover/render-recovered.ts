import { nameIn, typeIn } from "../../stack/resource";
import type { Recovered } from "./recover";

/** The result of a recovery, and the remaining steps for the user. */
export function renderRecovered({ imported, dropped, ambiguous }: Recovered): string {
  const lines = [
    ...imported.map(
      (urn) => `${nameIn(urn)} (${typeIn(urn)}): exists in AWS; imported into the state`,
    ),
    ...dropped.map((urn) => `${nameIn(urn)} (${typeIn(urn)}): not created; the next up creates it`),
  ];
  const undecided = Object.entries(ambiguous);
  if (undecided.length > 0) {
    lines.push(
      "nothing was changed, because several resources match:",
      ...undecided.map(([urn, ids]) => `  ${nameIn(urn)} (${typeIn(urn)}): ${ids.join(", ")}`),
      "delete the one that is not in use, or remove its tag holdfast:stack, and run this again",
    );
  }
  return lines.length > 0 ? lines.join("\n") : "no operation was pending: the state is complete";
}
