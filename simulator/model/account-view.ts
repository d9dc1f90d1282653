import type { Quotas } from "./quotas";
import type { Stored } from "./resource";
import type { Value, Values } from "./values";

/** What resource types and lookups see of the account: they read it and change nothing. */
export interface AccountView {
  /** Its ids. */
  readonly ids: ReadonlySet<string>;

  /** Of its regions: that of the region that was worked in last. */
  readonly partition: string;

  /** What it may have in each region. */
  readonly quotas: Quotas;

  /** All resources of a type, in one region or in all. */
  all(type: string, region?: string): Stored[];

  /** All resources, those of AWS's own making too. */
  everything(): Stored[];

  find(type: string, id: string, region: string): Stored | undefined;

  /** The resources whose inputs refer to an id, of one type or of all. */
  referring(id: string, type?: string): Stored[];

  /** The resource that an input refers to; refused as AWS refuses an id that does not exist. */
  require(type: string, id: Value, region: string): Stored;

  /** The outputs of a resource as AWS describes it now. */
  state(resource: Stored): Values;

  /** The tags of a resource, those among them that were put on it one by one. */
  tagsOf(resource: Stored): Record<string, string>;

  /** The number of the next public address, counted from 0. */
  issueAddress(): number;

  /** How many Elastic IPs have been released so far. */
  readonly addressesReleased: number;
}
