import { withDefaults } from "./model/inputs";
import { typeOf } from "./model";
import type { AccountView } from "./model/account-view";
import type { Companion } from "./model/type";
import { checkResource, contextOf, computeOutputs } from "./rules";
import type { ResourceKey, Stored } from "./model/resource";
import type { Store } from "./store";
import { withoutEmpty } from "./model/values";

/** Resources that AWS creates and deletes together with others. */
export class Companions {
  constructor(
    private readonly account: AccountView,
    private readonly store: Store,
  ) {}

  /** The resource for which AWS created this one, if any. */
  ownerOf({ companionOf, region }: Stored): Stored | undefined {
    return companionOf === undefined
      ? undefined
      : this.store
          .withId(companionOf)
          .find((owner) => owner.region === region && typeOf(owner.type).companions);
  }

  /**
   * All resources that are deleted with a resource: itself, those that AWS created for it, and dependent
   * ones.
   */
  removedWith(resource: Stored): ResourceKey[] {
    const { type, region, id } = resource;
    const lingering = new Set(this.lingering(resource).map((one) => one.id));
    const others = [...this.of(resource), ...this.store.bound(resource, "follows")].filter(
      (other) => !lingering.has(other.id),
    );
    return [{ type, region, id }, ...others.flatMap((other) => this.removedWith(other))];
  }

  /**
   * Resources that AWS created for a resource and does not delete with it at once. They have no owner
   * afterwards.
   */
  lingering(resource: Stored): Stored[] {
    const row = typeOf(resource.type);
    const context = contextOf(this.account, row, resource);
    const left = row.lingers?.(context, this.of(resource)) ?? [];
    return left.map(({ type, region, id, inputs, outputs }) => {
      return { type, region, id, inputs, outputs };
    });
  }

  /** The resources that AWS creates and deletes because a resource is new or changed. */
  changes(owner: Stored, before?: Stored): { put: Stored[]; gone: ResourceKey[] } {
    const row = typeOf(owner.type);
    const existing = before ? this.of(before) : [];
    const wanted =
      row.companions?.(
        contextOf(this.account, row, owner),
        existing,
        before && withDefaults(row, before.inputs),
      ) ?? [];
    const kept = new Set(wanted.map(({ id }) => id));
    return {
      put: wanted
        .filter((companion) => !existing.some((one) => one === companion))
        .map((companion) => this.madeFor(owner, companion)),
      gone: existing.filter(({ id }) => !kept.has(id)).flatMap((one) => this.removedWith(one)),
    };
  }

  private of({ type, id, region }: Stored): Stored[] {
    return typeOf(type).companions
      ? this.store.all().filter((other) => other.companionOf === id && other.region === region)
      : [];
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
      const context = contextOf(this.account, row, made);
      checkResource(this.store, row, context);
      computeOutputs(row, context);
    }
    return made;
  }
}
