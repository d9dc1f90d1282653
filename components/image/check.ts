import type { Problem } from "../settings/problem";
import { imageProblem } from "./problems";

/** Finds that the front door has no nodes that could run the image, or that they have another one. */
export function validateImageTogether(
  nodes: { readonly image: string | undefined } | undefined,
): Problem[] {
  if (nodes === undefined) return [imageProblem("image-without-nodes", { path: "image" })];
  if (nodes.image === undefined) return [];
  return [imageProblem("image-named-and-built", { path: "entry.image", given: nodes.image })];
}
