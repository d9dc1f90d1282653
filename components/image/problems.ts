import { problemTexts } from "../settings/problem";

export const imageProblem = problemTexts({
  "image-without-nodes": [
    "builds an image of proxy nodes, and there are none",
    "take image out, or choose a front door with nodes of its own",
  ],
  "image-named-and-built": [
    "names an image, and the section image builds one",
    "take one of them out",
  ],
});
