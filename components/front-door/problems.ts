import { listed, problemTexts } from "../settings/problem";

export const frontDoorProblem = problemTexts({
  "backend-missing": ({ alternative }: { alternative: string }) => [
    "is missing, and the front door would lead nowhere",
    `describe holdfast:backend, with live: blue and a colour blue${alternative}`,
  ],
  "backend-without-front-door": ({ kinds }: { kinds: readonly string[] }) => [
    "has no front door",
    `add holdfast:entry with kind: ${listed(kinds)}, or take the backend out`,
  ],
  "dns-without-front-door": ({ kinds }: { kinds: readonly string[] }) => [
    "names a front door that this configuration does not have",
    `add holdfast:entry with kind: ${listed(kinds)}, or take dns out`,
  ],
});
