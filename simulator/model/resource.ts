import type { Values } from "./values";

/** A resource of the account. */
export interface Stored {
  readonly type: string;
  /** "global" for a type that belongs to no region. */
  readonly region: string;
  readonly id: string;
  /** As they were given, without defaults. */
  readonly inputs: Values;
  /** Outputs that were settled at creation. */
  readonly outputs: Values;
  /** The id of the resource that AWS made it along with, and removes it with. */
  readonly companionOf?: string;
}

/** Where a resource is: ids are unique within a type and a region only. */
export type ResourceKey = Pick<Stored, "type" | "region" | "id">;
