import type { Quotas } from "./quotas";
import type { Stored } from "./resource";
import type { Value, Values } from "./values";

/** The read-only view of the account for resource types and lookups. */
export interface AccountView {
  /** Its ids. */
  readonly ids: ReadonlySet<string>;

  /** Partition of its regions: that of the last used region. */
  readonly partition: string;

  /** Its quotas in each region. */
  readonly quotas: Quotas;

  /** All resources of a type, in one region or in all. */
  all(type: string, region?: string): Stored[];

  /** All resources, including those that AWS created. */
  everything(): Stored[];

  find(type: string, id: string, region: string): Stored | undefined;

  /** The resources whose inputs refer to an id, of one type or of all. */
  referring(id: string, type?: string): Stored[];

  /** The resource that an input refers to; throws AWS's error for an id that does not exist. */
  require(type: string, id: Value, region: string): Stored;

  /** The outputs of a resource as AWS describes it now. */
  state(resource: Stored): Values;

  /** The tags of a resource, including those that were added one by one. */
  tagsOf(resource: Stored): Record<string, string>;

  /** The number of the next public address, counted from 0. */
  issueAddress(): number;

  /** How many Elastic IPs have been released so far. */
  readonly addressesReleased: number;
}
