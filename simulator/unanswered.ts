import { difference } from "./model/inputs";
import type { ResourceKey, Stored } from "./model/resource";
import type { Creation, Store } from "./store";
import { type Values, text } from "./model/values";

/** The function that changes the account. */
interface Changes {
  create(type: string, region: string, inputs: Values, options: { readonly urn: string }): Stored;
  update(place: ResourceKey, inputs: Values): Stored;
  remove(place: ResourceKey): void;
}

/**
 * Creations whose response the engine may not have received, because the process that simulates AWS was
 * killed in between. The account records each in the same line as the resource, until the state has it.
 *
 * One that the state lacks is offered: when the engine requests it again, it receives the existing resource.
 * So nothing is created twice, and no address is lost.
 */
export class Unanswered {
  private readonly offers = new Map<string, Creation>();

  constructor(
    private readonly account: Changes,
    private readonly store: Store,
  ) {}

  /** All of them, oldest first. */
  all(): readonly Creation[] {
    return this.store.unanswered;
  }

  /** Removes the records of those that the engine has. */
  drop(isKnown: (creation: Creation) => boolean): void {
    const all = this.all();
    const unanswered = all.filter((creation) => !isKnown(creation));
    if (unanswered.length < all.length) this.store.commit({ unanswered });
  }

  /** Answers the next request for this URN with the existing resource. */
  offer(creation: Creation): void {
    this.offers.set(creation.urn, creation);
  }

  /** The inputs of the resource offered for a URN, if any. */
  inputsFor(urn: string): Values | undefined {
    const offer = this.offers.get(urn);
    return offer && this.store.find(offer)?.inputs;
  }

  /** Creates the requested resource, or returns the offered one, updated to the given inputs. */
  create(urn: string, type: string, region: string, inputs: Values): Stored {
    const offer = this.offers.get(urn);
    const found = offer && this.store.find(offer);
    this.offers.delete(urn);
    if (!found) return this.account.create(type, region, inputs, { urn });

    const changes = difference(type, found.inputs, found.outputs, inputs);
    const isElsewhere = ![text(inputs["region"]) || region, "global"].includes(found.region);
    if (found.type !== type || isElsewhere || changes.some(({ replaces }) => replaces)) {
      this.account.remove(found);
      return this.account.create(type, region, inputs, { urn });
    }
    return changes.length > 0 ? this.account.update(found, inputs) : found;
  }
}
