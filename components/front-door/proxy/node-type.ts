/**
 * Of nodes, unless `instanceType` says otherwise: the type with the lowest price that carries the published tier's load
 * when half of its nodes are lost. `docs/sizing.md` has the proof.
 */
export const NODE_TYPE = "c7g.medium";
