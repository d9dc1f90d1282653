import type { Values } from "./values";

/** A resource of the account. */
export interface Stored {
  readonly type: string;
  /** "global" for a type without a region. */
  readonly region: string;
  readonly id: string;
  /** As given, without defaults. */
  readonly inputs: Values;
  /** Outputs that were determined at creation. */
  readonly outputs: Values;
  /** The id of the resource with which AWS created it, and deletes it. */
  readonly companionOf?: string;
}

/** The key of a resource: ids are unique only within a type and a region. */
export type ResourceKey = Pick<Stored, "type" | "region" | "id">;
