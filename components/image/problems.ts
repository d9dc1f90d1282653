import { listed, problemTexts } from "../settings/problem";

export const imageProblem = problemTexts({
  "not-an-image-name": [
    "must be at most 100 letters, digits and . _ -, starting with a letter or a digit",
    "write a name such as prod-node",
  ],
  "health-check-missing": ({ present }: { present: readonly string[] }) => [
    present.length > 0
      ? `is missing: healthCheckIds has only ${listed(present, "and")}`
      : "is missing: healthCheckIds is empty",
    "pass the ids of HealthChecks for the addresses of all nodes",
  ],
  "image-without-nodes": [
    "builds an image for proxy nodes, but the front door has none",
    "remove image, or choose a front door with nodes",
  ],
  "image-named-and-built": [
    "cannot be combined with the section image, which builds an image",
    "remove one of the two",
  ],
});
