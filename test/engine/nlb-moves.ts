import assert from "node:assert/strict";
import { answersTo } from "../../simulator/api/dns-answers";
import { holderOf } from "../../simulator/model/addresses";
import { AUTO_SCALING_GROUP, EIP, LOAD_BALANCER } from "../../simulator/model/tokens";
import { text } from "../../simulator/model/values";
import type { TestStack } from "../support/test-stack";
import { nlbs } from "./nlb-view";

type Place = "nlb" | "node";

const ZONE = "holdfast-demo.net";

/** The public name of `movingStack`. */
export const NAME = `static.${ZONE}`;

/** A stack whose front door moves, with times that a test can wait for. */
export const movingStack = (
  entry: object,
  backend: object,
  network: object = { cidr: "10.20.0.0/16", egress: { kind: "none" } },
) => ({
  network,
  addresses: { protect: false },
  entry,
  backend: { ttlSeconds: 1, drainSeconds: 3, ...backend },
  dns: { zone: ZONE, createZone: true, ttlSeconds: 1 },
});

/** The addresses that both front doors have, in the order in which an NLB gets them. */
export const SHARED = ["entry-a1", "entry-b1"];
/** The same, in the order in which they go back to nodes. */
export const BACK = ["entry-b1", "entry-a1"];

/** Follows the addresses of a stack, and its public name, while they move between nodes and an NLB. */
export class NlbMoves {
  readonly #stack: TestStack;
  readonly #name: string;

  readonly #serves: (place: Place) => boolean;

  /** @param serves whether what has an address reaches the backend, by the simulated AWS */
  constructor(stack: TestStack, name: string, serves: (place: Place) => boolean = () => true) {
    this.#stack = stack;
    this.#name = name;
    this.#serves = serves;
  }

  byKey<T>(what: (eip: { readonly id: string }) => T): Record<string, T> {
    const { account } = this.#stack.session;
    const eips = account
      .all(EIP)
      .map((eip) => [account.tagsOf(eip)["holdfast:key"], what(eip)] as const)
      .filter(([key]) => key !== undefined);
    return Object.fromEntries(eips) as Record<string, T>;
  }

  /** What has each address: `nlb`, `node`, or nothing. */
  places(): Record<string, Place | undefined> {
    return this.byKey(({ id }) => {
      const holder = holderOf(this.#stack.session.account, id);
      return holder && (holder.type === LOAD_BALANCER ? "nlb" : "node");
    });
  }

  /** A tag of each address. */
  tags(tag: string): Record<string, string | undefined> {
    return this.byKey(({ id }) => {
      const { account } = this.#stack.session;
      return account.tagsOf(account.require(EIP, id, "us-east-1"))[tag];
    });
  }

  nodesStand = (): boolean =>
    this.#stack.session.account.all(AUTO_SCALING_GROUP).some(({ id }) => id.startsWith("entry-"));

  nlbStands = (): boolean => nlbs(this.#stack).length > 0;

  /** Follows the addresses and the name after everything that changes in the account. */
  #watch(to: Place) {
    const { account } = this.#stack.session;
    const oldStands = to === "nlb" ? this.nodesStand : this.nlbStands;
    const methods = ["create", "update", "remove"] as const;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- each is applied to the account
    const original = Object.fromEntries(methods.map((method) => [method, account[method]]));
    const seen = {
      dark: 0,
      moved: [] as string[],
      unanswered: [] as string[],
      unserved: [] as string[],
      early: false,
    };
    const look = (what: string) => {
      const now = this.places();
      seen.dark = Math.max(seen.dark, SHARED.filter((key) => now[key] === undefined).length);
      for (const key of SHARED) {
        if (now[key] === to && !seen.moved.includes(key)) seen.moved.push(key);
      }
      if (!oldStands() && SHARED.some((key) => now[key] !== to)) seen.early = true;
      const serving = Object.entries(
        this.byKey((eip) =>
          text(account.state(account.require(EIP, eip.id, "us-east-1"))["publicIp"]),
        ),
      )
        .filter(([key]) => now[key] !== undefined)
        .map(([, address]) => address);
      const answers = (answersTo(account, this.#name) ?? []).map(({ data }) => data);
      if (!answers.some((address) => serving.includes(address))) seen.unanswered.push(what);
      for (const place of new Set(Object.values(now))) {
        if (place && !this.#serves(place)) seen.unserved.push(`${place}: ${what}`);
      }
    };
    for (const [kind, method] of Object.entries(original)) {
      const looking = (...args: unknown[]): unknown => {
        const result = (method as (...args: unknown[]) => unknown).apply(account, args);
        // A batch of records is whole only when all of its changes are made.
        void Promise.resolve().then(() => look(`${kind} ${JSON.stringify(args).slice(0, 120)}`));
        return result;
      };
      Object.assign(account, { [kind]: looking });
    }
    return () => {
      Object.assign(account, original);
      return seen;
    };
  }

  /**
   * Asserts that an update moves the addresses one after another, and that the name resolves to one that serves.
   *
   * @returns what the update printed
   */
  async up(moved: readonly string[], to: Place): Promise<string> {
    const kept = this.byKey(({ id }) => id);
    const stop = this.#watch(to);
    const { printed } = await this.#stack.up().finally(() => stop());
    const seen = stop();
    assert.deepEqual(seen, { ...seen, moved, unanswered: [], unserved: [], early: false });
    assert.ok(seen.dark <= 1, `${seen.dark} addresses were dark at once`);
    const second = to === "nlb" ? undefined : "node";
    const expected = Object.keys(kept).map((key) => [key, SHARED.includes(key) ? to : second]);
    assert.deepEqual(this.places(), Object.fromEntries(expected));
    assert.deepEqual([this.nodesStand(), this.nlbStands()], [to === "node", to === "nlb"]);
    assert.deepEqual(
      this.byKey(({ id }) => id),
      kept,
    );
    assert.deepEqual(
      Object.values(this.tags("holdfast:claimant")),
      Object.keys(kept).map(() => undefined),
    );
    return printed;
  }
}
