/**
 * Default of `instanceType` for nodes: the cheapest type that carries the published tier's load after the loss of
 * half of its nodes. `docs/sizing.md` has the proof.
 */
export const NODE_TYPE = "c7g.medium";
