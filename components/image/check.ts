import type { Problem } from "../settings/problem";

/** Finds that the front door has no nodes that could run the image, or that they have another one. */
export function validateImageTogether(
  nodes: { readonly image: string | undefined } | undefined,
): Problem[] {
  if (nodes === undefined) {
    return [
      {
        path: "image",
        problem: "builds an image of proxy nodes, and there are none",
        remedy: "take image out, or choose a front door with nodes of its own",
      },
    ];
  }
  if (nodes.image === undefined) return [];
  return [
    {
      path: "entry.image",
      given: nodes.image,
      problem: "names an image, and the section image builds one",
      remedy: "take one of them out",
    },
  ];
}
