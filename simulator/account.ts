import { isDeepStrictEqual } from "node:util";
import { Companions } from "./companions";
import { AwsError } from "./model/errors";
import { hasTags } from "./model/inputs";
import { Journal, type JournalOptions } from "./journal";
import { typeOf } from "./model";
import type { AccountView } from "./model/account-view";
import { lookUp } from "./model/lookups";
import { partitionOf, regionNames } from "./model/partitions";
import { ACCOUNT_ID } from "./model/shared";
import { type Quotas, RAISED_QUOTAS } from "./model/quotas";
import { ending } from "./model/lingering";
import { TAG } from "./model/tokens";
import { runOperation, checkResource, contextOf, computeOutputs } from "./rules";
import type { ResourceKey, Stored } from "./model/resource";
import { type Change, Store } from "./store";
import { Unanswered } from "./unanswered";
import { type Value, type Values, object, text, withoutEmpty } from "./model/values";

/** The options of an account. */
export interface AccountOptions {
  /** @default - the quotas of a company that raised them */
  readonly quotas?: Quotas | undefined;
}

/**
 * One simulated AWS account with all its regions. Every change is validated as in AWS. An account that was
 * opened from a file has it on disk before the call returns.
 */
export class Account implements AccountView {
  /**
   * Its ids: its own, and those of the accounts whose roles providers assume. All share one set of resources.
   */
  readonly ids = new Set([ACCOUNT_ID]);

  /** An account belongs to one partition: that of the current region. */
  partition = "aws";

  /** Creations that the engine may not have recorded. */
  readonly unanswered: Unanswered;

  private readonly companions: Companions;

  private constructor(
    private readonly store: Store,
    readonly quotas: Quotas = RAISED_QUOTAS,
    private readonly journal?: Journal,
  ) {
    const placed = store.all().find(({ region }) => region !== "global");
    if (placed) this.partition = partitionOf(placed.region);
    this.companions = new Companions(this, store);
    this.unanswered = new Unanswered(this, store);
  }

  /** An account in memory, which ends with the process. */
  static inMemory({ quotas }: AccountOptions = {}): Account {
    return new Account(new Store(), quotas);
  }

  /**
   * An account kept in a file, which is created if it does not exist. Only one process at a time can open it.
   * Another one waits some seconds and then fails, naming the process.
   */
  static async open(file: string, options?: JournalOptions & AccountOptions): Promise<Account> {
    const { journal, lines } = await Journal.open(file, options);
    try {
      const store = new Store(journal);
      lines.forEach((line) => store.apply(line as Change));
      const { addressesIssued, addressesReleased, unanswered } = store;
      journal.compact({ put: store.all(), addressesIssued, addressesReleased, unanswered });
      const account = new Account(store, options?.quotas, journal);
      // AWS's asynchronous changes continued while the account was closed.
      for (const resource of store.all()) account.settle(resource);
      return account;
    } catch (error) {
      await journal.close();
      throw error;
    }
  }

  /** Lets other processes open the file. */
  async close(): Promise<void> {
    await this.journal?.close();
  }

  /** Global resources do not determine the partition. */
  private workIn(region: string): void {
    if (regionNames.includes(region)) this.partition = partitionOf(region);
  }

  /** All resources of a type, in one region or in all. */
  all(type: string, region?: string): Stored[] {
    const found = this.store.all(type);
    return region ? found.filter((resource) => resource.region === region) : found;
  }

  /** All resources, including those that AWS created. */
  everything(): Stored[] {
    return this.store.all();
  }

  find(type: string, id: string, region: string): Stored | undefined {
    return this.store.find({ type, id, region });
  }

  /** A resource by its id, or by its import id. */
  read({ type, id, region }: ResourceKey): Stored | undefined {
    return (
      this.find(type, id, region) ??
      this.find(type, typeOf(type).importId?.(id, this) ?? "", region)
    );
  }

  /** The resources whose inputs refer to an id, of one type or of all. */
  referring(id: string, type?: string): Stored[] {
    const found = this.store.referring(id);
    return type ? found.filter((resource) => resource.type === type) : found;
  }

  /** The resource that an input refers to; throws AWS's error for an id that does not exist. */
  require(type: string, id: Value, region: string): Stored {
    const found = this.find(type, text(id), region);
    if (!found) {
      throw new AwsError(...typeOf(type).missing(text(id)));
    }
    return found;
  }

  /** The number of the next public address, counted from 0. */
  issueAddress(): number {
    return this.store.issueAddress();
  }

  /** How many Elastic IPs have been released so far. */
  get addressesReleased(): number {
    return this.store.addressesReleased;
  }

  /**
   * Creates a resource from inputs that have passed `problemsWith`.
   *
   * @param id default: generated as by AWS
   * @param urn the engine's URN, if the engine requests it
   */
  create(
    type: string,
    region: string,
    inputs: Values,
    { id, urn }: { readonly id?: string; readonly urn?: string } = {},
  ): Stored {
    const row = typeOf(type);
    this.workIn(region);
    return runOperation(`creating ${row.noun}`, row.operations.create, () => {
      const place = row.global ? "global" : text(inputs["region"]) || region;
      const draft: Stored = {
        type,
        region: place,
        id: "",
        inputs: withoutEmpty(inputs),
        outputs: {},
      };
      const created: Stored = { ...draft, id: id ?? row.id(contextOf(this, row, draft)) };
      const context = contextOf(this, row, created);
      const refusal = this.find(type, created.id, place) && row.taken?.(context);
      if (refusal) throw new AwsError(...refusal);
      checkResource(this.store, row, context);
      computeOutputs(row, context);
      const displaced = row.displaces?.(context) ?? [];
      this.store.commit({
        gone: displaced.flatMap((other) => this.companions.removedWith(other)),
        put: [created, ...this.companions.changes(created).put],
        addressesIssued: this.store.addressesIssued,
        ...(urn !== undefined && { asked: { urn, type, region: place, id: created.id } }),
      });
      return created;
    });
  }

  /**
   * Adds a resource that existed before any program ran, without AWS's current checks.
   *
   * @param inputs that have passed `problemsWith`
   */
  preset(type: string, region: string, id: string, inputs: Values): Stored {
    const row = typeOf(type);
    const place = row.global ? "global" : region;
    const found: Stored = { type, region: place, id, inputs: withoutEmpty(inputs), outputs: {} };
    computeOutputs(row, contextOf(this, row, found));
    this.store.commit({ put: [found], addressesIssued: this.store.addressesIssued });
    return found;
  }

  /**
   * Changes a resource in place.
   *
   * @param changed the properties that the call changes; default: those whose values differ
   */
  update({ type, id, region }: ResourceKey, inputs: Values, changed?: readonly string[]): Stored {
    const row = typeOf(type);
    return runOperation(`updating ${row.noun} (${id})`, row.operations.update, () => {
      const before = this.require(type, id, region);
      const draft: Stored = { ...before, inputs: withoutEmpty(inputs) };
      checkResource(this.store, row, contextOf(this, row, draft));
      const context = contextOf(this, row, draft);
      const updated = { ...draft, outputs: { ...draft.outputs, ...row.changed?.(context) } };
      const { put, gone } = this.companions.changes(updated, before);
      const others = row.passesOn?.(context, changed ?? changedKeys(before.inputs, inputs)) ?? [];
      this.store.commit({
        put: [updated, ...put, ...others.map(({ resource, inputs }) => ({ ...resource, inputs }))],
        gone,
        addressesIssued: this.store.addressesIssued,
      });
      return updated;
    });
  }

  /** Completes AWS's asynchronous work after a creation or an update. */
  settle(resource: Stored): Stored {
    const row = typeOf(resource.type);
    const outputs = row.settled?.(contextOf(this, row, resource)) ?? {};
    const isSettled = Object.keys(outputs).every((key) => outputs[key] === resource.outputs[key]);
    return isSettled ? resource : this.revise(resource, outputs);
  }

  /** Changes outputs that AWS changes on its own, such as the addresses of a load balancer. */
  revise(place: ResourceKey, outputs: Values): Stored {
    const found = this.require(place.type, place.id, place.region);
    const revised: Stored = { ...found, outputs: { ...found.outputs, ...outputs } };
    this.store.commit({ put: [revised], addressesIssued: this.store.addressesIssued });
    return revised;
  }

  /** Deletes a resource, found as `read` does; a missing one is not an error, as with the AWS provider. */
  remove({ type, id, region }: ResourceKey): void {
    const row = typeOf(type);
    const found = this.read({ type, id, region });
    if (!found) {
      return;
    }
    runOperation(`deleting ${row.noun} (${id})`, row.operations.remove, () => {
      const holder = this.store.bound(found, "holds")[0];
      if (holder) {
        const refusal = row.inUse?.(found, holder);
        throw new AwsError(...(refusal ?? dependencyViolation(id)));
      }
      row.checkRemoval?.(contextOf(this, row, found));
      this.store.commit({
        gone: this.companions.removedWith(found),
        put: this.companions.lingering(found),
      });
      const owner = this.companions.ownerOf(found);
      if (owner) {
        this.store.commit({
          ...this.companions.changes(owner, owner),
          addressesIssued: this.store.addressesIssued,
        });
      }
    });
  }

  /**
   * Simulates the passing of the time until AWS has terminated instances in the background.
   *
   * @returns whether there were any
   */
  endLingering(): boolean {
    const gone = ending(this).flatMap((one) => this.companions.removedWith(one));
    if (gone.length > 0) this.store.commit({ gone });
    return gone.length > 0;
  }

  /** The outputs of a resource as AWS describes it now. */
  state(resource: Stored): Values {
    const row = typeOf(resource.type);
    const context = contextOf(this, row, resource);
    const { inputs, region } = context;
    const live: Values = {};
    for (const [key, compute] of Object.entries(row.live ?? {})) {
      live[key] = compute(context);
    }
    return {
      ...withoutHidden(resource.outputs),
      ...withoutHidden(inputs),
      ...live,
      ...("region" in row.inputs ? { region } : {}),
      ...(hasTags(row) ? { tagsAll: resource.inputs["tagsAll"] ?? inputs["tags"] } : {}),
    };
  }

  /** The tags of a resource, including those that were added one by one. */
  tagsOf(resource: Stored): Record<string, string> {
    const single = this.referring(resource.id, TAG).map(({ inputs }) => [
      inputs["key"],
      inputs["value"],
    ]);
    const { tags: own, tagsAll = own } = resource.inputs;
    const tags = { ...object(tagsAll), ...Object.fromEntries(single) } as Values;
    return tags as Record<string, string>;
  }

  /** Answers a lookup (an invoke, in Pulumi's words). */
  lookUp(token: string, region: string, inputs: Values, accountId = ACCOUNT_ID): Values {
    try {
      const place = text(inputs["region"]) || region;
      this.workIn(place);
      return lookUp(token, { account: this, accountId, region: place, inputs });
    } catch (error) {
      throw error instanceof AwsError ? new Error(`${token}: ${error.message}`) : error;
    }
  }
}

/** Internal values of the model, which begin with $, are not for the provider. */
const withoutHidden = (outputs: Values): Values =>
  Object.fromEntries(Object.entries(outputs).filter(([key]) => !key.startsWith("$")));

const changedKeys = (before: Values, after: Values): string[] =>
  Object.keys(after).filter((key) => !isDeepStrictEqual(before[key], after[key]));

const dependencyViolation = (id: string): [string, string] => [
  "DependencyViolation",
  `resource ${id} has a dependent object`,
];
