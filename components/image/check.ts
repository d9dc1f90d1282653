import type { Problem } from "../settings/problem";
import { imageProblem } from "./problems";

/** Finds a front door without nodes that could use the image, or with another image configured. */
export function validateImageTogether(
  nodes: { readonly image: string | undefined } | undefined,
): Problem[] {
  if (nodes === undefined) return [imageProblem("image-without-nodes", { path: "image" })];
  if (nodes.image === undefined) return [];
  return [imageProblem("image-named-and-built", { path: "entry.image", given: nodes.image })];
}
