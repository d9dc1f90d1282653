import { listed, problemTexts } from "../settings/problem";

export const frontDoorProblem = problemTexts({
  "backend-missing": ({ alternative }: { alternative: string }) => [
    "is missing: the front door needs a backend",
    `describe holdfast:backend, with live: blue and a colour blue${alternative}`,
  ],
  "backend-without-front-door": ({ kinds }: { kinds: readonly string[] }) => [
    "has no front door",
    `add holdfast:entry with kind: ${listed(kinds)}, or remove holdfast:backend`,
  ],
  "dns-without-front-door": ({ kinds }: { kinds: readonly string[] }) => [
    "is a name for a front door, but the configuration has none",
    `add holdfast:entry with kind: ${listed(kinds)}, or remove dns`,
  ],
});
