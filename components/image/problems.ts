import { listed, problemTexts } from "../settings/problem";

export const imageProblem = problemTexts({
  "not-an-image-name": [
    "must be at most 100 letters, digits and . _ -, starting with a letter or a digit",
    "write a name such as prod-node",
  ],
  "health-check-missing": ({ present }: { present: readonly string[] }) => [
    present.length > 0
      ? `is missing: there are health checks of ${listed(present, "and")}`
      : "is missing: there are no health checks",
    "pass the ids of HealthChecks for the addresses of all nodes",
  ],
  "image-without-nodes": [
    "builds an image of proxy nodes, and there are none",
    "take image out, or choose a front door with nodes of its own",
  ],
  "image-named-and-built": [
    "names an image, and the section image builds one",
    "take one of them out",
  ],
});
