import { AwsError } from "./errors";
import { hasTags, withDefaults } from "./inputs";
import { Journal } from "./journal";
import { typeOf } from "./model";
import { lookUp } from "./model/lookups";
import { ANY_TYPE, TAG } from "./model/tokens";
import type { Companion, Context, ResourceType } from "./model/type";
import { type Change, type Place, Store, type Stored, usesOf } from "./store";
import { type Value, type Values, object, text, withoutEmpty } from "./values";

/**
 * One simulated AWS account with all its regions. Every change is checked as AWS checks it, and an
 * account that was opened from a file has it on disk before the call returns.
 */
export class Account {
  private constructor(
    private readonly store: Store,
    private readonly journal?: Journal,
  ) {}

  /** An account that is gone when the process ends. */
  static inMemory(): Account {
    return new Account(new Store());
  }

  /**
   * The account kept in a file, which is made if it is not there. One process at a time may have it
   * open; another one waits some seconds and then fails, naming the process.
   */
  static async open(file: string): Promise<Account> {
    const { journal, lines } = await Journal.open(file);
    const store = new Store(journal);
    lines.forEach((line) => store.apply(line as Change));
    journal.compact({ put: store.all(), addressesIssued: store.addressesIssued });
    return new Account(store, journal);
  }

  /** Lets other processes open the file. */
  async close(): Promise<void> {
    await this.journal?.close();
  }

  /** All resources of a type, in one region or in all. */
  all(type: string, region?: string): Stored[] {
    const found = this.store.all(type);
    return region ? found.filter((resource) => resource.region === region) : found;
  }

  /** All resources, those of AWS's own making too. */
  everything(): Stored[] {
    return this.store.all();
  }

  find(type: string, id: string, region: string): Stored | undefined {
    return this.store.find({ type, id, region });
  }

  /** A resource by its id, or by the one that people import it by. */
  read({ type, id, region }: Place): Stored | undefined {
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

  /** The resource that an input refers to; refused as AWS refuses an id that does not exist. */
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

  /** Creates a resource from inputs that have passed `problemsWith`. */
  create(type: string, region: string, inputs: Values): Stored {
    const row = typeOf(type);
    return attempt(`creating ${row.noun}`, row.operations.create, () => {
      const place = row.global ? "global" : text(inputs["region"]) || region;
      const draft: Stored = {
        type,
        region: place,
        id: "",
        inputs: withoutEmpty(inputs),
        outputs: {},
      };
      const created: Stored = { ...draft, id: row.id(this.contextOf(row, draft)) };
      const context = this.contextOf(row, created);
      if (row.taken && this.find(type, created.id, place)) {
        throw new AwsError(...row.taken(context));
      }
      this.check(row, context);
      this.settle(row, context);
      this.store.commit({
        put: [created, ...this.companions(created).put],
        addressesIssued: this.store.addressesIssued,
      });
      return created;
    });
  }

  /** Changes a resource in place. */
  update({ type, id, region }: Place, inputs: Values): Stored {
    const row = typeOf(type);
    return attempt(`updating ${row.noun} (${id})`, row.operations.update, () => {
      const before = this.require(type, id, region);
      const draft: Stored = { ...before, inputs: withoutEmpty(inputs) };
      this.check(row, this.contextOf(row, draft));
      const changed = row.changed?.(this.contextOf(row, draft));
      const updated = { ...draft, outputs: { ...draft.outputs, ...changed } };
      const { put, gone } = this.companions(updated, before);
      this.store.commit({
        put: [updated, ...put],
        gone,
        addressesIssued: this.store.addressesIssued,
      });
      return updated;
    });
  }

  /** Deletes a resource; one that is not there is no error, as with the AWS provider. */
  remove({ type, id, region }: Place): void {
    const row = typeOf(type);
    const found = this.find(type, id, region);
    if (!found) {
      return;
    }
    attempt(`deleting ${row.noun} (${id})`, row.operations.remove, () => {
      const holder = this.store.bound(found, "holds")[0];
      if (holder) {
        const refusal = row.inUse?.(found, holder);
        throw new AwsError(...(refusal ?? dependencyViolation(id)));
      }
      row.checkRemoval?.(this.contextOf(row, found));
      this.store.commit({ gone: this.goneWith(found) });
      const owner = this.ownerOf(found);
      if (owner) {
        this.store.commit({
          ...this.companions(owner, owner),
          addressesIssued: this.store.addressesIssued,
        });
      }
    });
  }

  /** The outputs of a resource as AWS describes it now. */
  state(resource: Stored): Values {
    const row = typeOf(resource.type);
    const context = this.contextOf(row, resource);
    const { inputs, region } = context;
    const live: Values = {};
    for (const [key, compute] of Object.entries(row.live ?? {})) {
      live[key] = compute(context);
    }
    return {
      ...withoutHidden(resource.outputs),
      ...inputs,
      ...live,
      ...("region" in row.inputs ? { region } : {}),
      ...(hasTags(row) ? { tagsAll: inputs["tags"] } : {}),
    };
  }

  /** The tags of a resource, those among them that were put on it one by one. */
  tagsOf(resource: Stored): Record<string, string> {
    const single = this.referring(resource.id, TAG).map(({ inputs }) => [
      inputs["key"],
      inputs["value"],
    ]);
    const tags = { ...object(resource.inputs["tags"]), ...Object.fromEntries(single) } as Values;
    return tags as Record<string, string>;
  }

  /** Answers a lookup (an invoke, in Pulumi's words). */
  lookUp(token: string, region: string, inputs: Values): Values {
    try {
      return lookUp(token, { account: this, region: text(inputs["region"]) || region, inputs });
    } catch (error) {
      throw error instanceof AwsError ? new Error(`${token}: ${error.message}`) : error;
    }
  }

  /** The resource that AWS made another one for, if there is one. */
  private ownerOf({ companionOf, region }: Stored): Stored | undefined {
    return companionOf === undefined
      ? undefined
      : this.store
          .withId(companionOf)
          .find((owner) => owner.region === region && typeOf(owner.type).companions);
  }

  private companionsOf({ type, id, region }: Stored): Stored[] {
    return typeOf(type).companions
      ? this.everything().filter((other) => other.companionOf === id && other.region === region)
      : [];
  }

  /** What goes when a resource goes: itself, what AWS made for it, and what cannot be without them. */
  private goneWith(resource: Stored): Place[] {
    const { type, region, id } = resource;
    const others = [...this.companionsOf(resource), ...this.store.bound(resource, "follows")];
    return [{ type, region, id }, ...others.flatMap((other) => this.goneWith(other))];
  }

  /** Which resources AWS makes and removes because a resource is new or was changed. */
  private companions(owner: Stored, before?: Stored): { put: Stored[]; gone: Place[] } {
    const row = typeOf(owner.type);
    const existing = before ? this.companionsOf(before) : [];
    const wanted =
      row.companions?.(
        this.contextOf(row, owner),
        existing,
        before && withDefaults(row, before.inputs),
      ) ?? [];
    const kept = new Set(wanted.map(({ id }) => id));
    return {
      put: wanted
        .filter((companion) => !existing.some((one) => one === companion))
        .map((companion) => this.madeFor(owner, companion)),
      gone: existing.filter(({ id }) => !kept.has(id)).flatMap((one) => this.goneWith(one)),
    };
  }

  private madeFor({ id, region }: Stored, companion: Companion): Stored {
    const made: Stored = {
      ...companion,
      region,
      inputs: withoutEmpty(companion.inputs),
      outputs: companion.outputs ?? {},
      companionOf: id,
    };
    if (!companion.outputs) {
      const row = typeOf(made.type);
      const context = this.contextOf(row, made);
      this.check(row, context);
      this.settle(row, context);
    }
    return made;
  }

  /** Fills in the outputs that a new resource gets. */
  private settle(row: ResourceType, context: Context): void {
    for (const [key, compute] of Object.entries(row.computed)) {
      context.outputs[key] = typeof compute === "function" ? compute(context) : compute;
    }
  }

  private check(row: ResourceType, context: Context): void {
    for (const { type, id } of usesOf(row.inputs, context.inputs)) {
      if (row.global && type !== ANY_TYPE && !typeOf(type).global) {
        // What belongs to no region may refer to something in any.
        if (!this.store.withId(id).some((found) => found.type === type)) {
          throw new AwsError(...typeOf(type).missing(id));
        }
      } else if (type !== ANY_TYPE) {
        this.require(type, id, context.region);
      } else if (!this.store.withId(id).some(({ region }) => region === context.region)) {
        throw new AwsError("InvalidID", `The ID '${id}' is not valid`);
      }
    }
    row.check?.(context);
  }

  private contextOf(row: ResourceType, { region, id, inputs, outputs }: Stored): Context {
    return { account: this, region, id, inputs: withDefaults(row, inputs), outputs };
  }
}

/** Outputs of the model's own, which begin with $, are not for the provider. */
const withoutHidden = (outputs: Values): Values =>
  Object.fromEntries(Object.entries(outputs).filter(([key]) => !key.startsWith("$")));

const dependencyViolation = (id: string): [string, string] => [
  "DependencyViolation",
  `resource ${id} has a dependent object`,
];

/** Runs an API call; its refusals get the wording of the AWS provider. */
function attempt<T>(action: string, operation: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof AwsError ? error.during(action, operation) : error;
  }
}
