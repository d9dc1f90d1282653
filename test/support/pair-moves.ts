import { associationOfAddress } from "../../simulator/model/addresses";
import { instanceAssociationOf } from "../../simulator/model/eip-association";
import { EIP, INSTANCE } from "../../simulator/model/tokens";
import { seedAccount } from "../../simulator/seed";
import { DOORS, movingConfig } from "./front-door-moves";
import { TestStack } from "./test-stack";

export const OF_TIER = ["a1", "b1"];
export const OF_PAIRS = ["a1-a", "a1-b", "b1-a", "b1-b"];

const KEYS = ["entry-a1", "entry-b1"];
const isOfPair = (node = ""): boolean => node.includes("-");

/** A stack whose two addresses move between nodes and pairs, and what AWS has at each of its calls. */
export class PairMoves {
  /** How many addresses had no instance at once, at most. */
  dark = 0;
  /** Keys in the order in which their holder's kind changed. */
  moved: string[] = [];

  private constructor(readonly stack: TestStack) {}

  /** Creates the stack with nodes. A claim that does not succeed fails after 40 s. */
  static async open(): Promise<PairMoves> {
    process.env["CLAIM_TIMEOUT_SECONDS"] = "40";
    const stack = await TestStack.open(settings("haproxy"));
    seedAccount(stack.session.account);
    await stack.up();
    return new PairMoves(stack);
  }

  async close(): Promise<void> {
    delete process.env["CLAIM_TIMEOUT_SECONDS"];
    await this.stack.close();
  }

  configure(door: "haproxy" | "addressPair"): void {
    this.stack.configure(settings(door));
  }

  /** Ids of the addresses, by key. */
  get allocations(): Record<string, string> {
    return this.byKey(({ id }) => id);
  }

  /** The nodes that have the addresses, by key: `a1`, or of a pair `a1-a`. */
  get nodes(): Record<string, string | undefined> {
    const { account } = this.stack.session;
    return this.byKey(({ id }) => {
      const isHeld = instanceAssociationOf(account, id) !== undefined;
      return isHeld ? this.nodeOf(associationOfAddress(account, id).instanceId) : undefined;
    });
  }

  /** Values of a tag of the addresses, in the order of their keys. */
  tags(name: "holder" | "claimant"): (string | undefined)[] {
    const { account } = this.stack.session;
    const tags = this.byKey(({ id }) => account.tagsOf(account.require(EIP, id, "us-east-1")));
    return KEYS.map((key) => tags[key]![`holdfast:${name}`]);
  }

  /** Nodes that exist, sorted. */
  get present(): string[] {
    const nodes = this.stack.session.account.all(INSTANCE).map(({ id }) => this.nodeOf(id) ?? "");
    return nodes.filter((node) => /^[ab]1/.test(node)).sort();
  }

  /** Follows the addresses from now on, at every call of AWS, and does something more there. */
  watch(more: () => void = () => undefined): void {
    this.stack.session.faults.unhealthy.clear();
    this.dark = 0;
    this.moved = [];
    const before = this.nodes;
    this.stack.session.faults.watch = () => {
      const now = this.nodes;
      this.dark = Math.max(this.dark, KEYS.filter((key) => now[key] === undefined).length);
      for (const key of KEYS) {
        const isOther = isOfPair(now[key]) !== isOfPair(before[key]);
        if (now[key] !== undefined && isOther && !this.moved.includes(key)) this.moved.push(key);
      }
      more();
    };
  }

  /** The same; from the first claim on, nodes whose names begin so do nothing. */
  breakAtClaim(prefix: string): void {
    const { account, faults } = this.stack.session;
    this.watch(() => {
      if (this.tags("claimant").every((one) => one === undefined)) return;
      for (const { id } of account.all(INSTANCE)) {
        if (this.nodeOf(id)?.startsWith(prefix)) faults.unhealthy.add(id);
      }
    });
  }

  private nodeOf(id: string): string | undefined {
    const { account } = this.stack.session;
    const instance = account.find(INSTANCE, id, "us-east-1");
    return instance && account.tagsOf(instance)["holdfast-node"];
  }

  private byKey<T>(what: (eip: { readonly id: string }) => T): Record<string, T> {
    const { account } = this.stack.session;
    return Object.fromEntries(
      account.all(EIP).map((eip) => [account.tagsOf(eip)["holdfast:key"], what(eip)]),
    ) as Record<string, T>;
  }
}

const settings = (door: "haproxy" | "addressPair") => ({
  ...movingConfig(DOORS[door]),
  addresses: { protect: false },
});
