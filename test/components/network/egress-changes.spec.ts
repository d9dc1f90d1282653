import assert from "node:assert/strict";
import { Account } from "../../../simulator/account";
import { EIP, NAT_GATEWAY } from "../../../simulator/model/tokens";
import {
  ALL_MODES,
  EXPECTED,
  addressesOf,
  changesHands,
  countsOf,
  egressConfig,
} from "../../support/egress-modes";
import { type Recording, recordProgram } from "../../support/program";
import { allPairs } from "../../support/walk";

/** Tags of the addresses that a program leaves, by allocation id. */
const heldAfter = ({ resources }: Recording): Record<string, Record<string, string>> =>
  Object.fromEntries(
    resources
      .filter(({ type }) => type === EIP)
      .map(({ outputs, inputs }) => [
        outputs["id"] as string,
        inputs["tags"] as Record<string, string>,
      ]),
  );

/** An account with addresses that nothing uses. */
function accountWith(addresses: Readonly<Record<string, Record<string, string>>>): Account {
  const account = Account.inMemory();
  for (const [id, tags] of Object.entries(addresses)) {
    account.create(EIP, "us-east-1", { domain: "vpc", tags }, { id });
  }
  return account;
}

describe("a change of the egress mode, by the programs", () => {
  for (const [from, to] of allPairs(ALL_MODES)) {
    const moves = changesHands(from, to);
    const title = moves ? "frees every address first" : "keeps every address that it needs";
    it(`${title}, from ${from} to ${to}`, async () => {
      const deployed = Account.inMemory();
      const held = heldAfter(await recordProgram(egressConfig(from), deployed));
      assert.equal(Object.keys(held).length, addressesOf(from));
      // The gateways that have the addresses, where they must not be given to another one yet.
      const account = moves ? deployed : accountWith(held);
      const recording = await recordProgram(egressConfig(to), account);
      const after = heldAfter(recording);
      const common = keysOf(held).filter((key) => keysOf(after).includes(key));
      assert.equal(common.length, Math.min(addressesOf(from), addressesOf(to)));
      for (const key of common) assert.equal(idOf(after, key), idOf(held, key), key);
      const counts = recording.counts();
      if (!moves) {
        assert.deepEqual(
          countsOf((type) => counts[type] ?? 0),
          EXPECTED[to],
        );
        const lost = keysOf(held).filter((key) => !common.includes(key));
        assert.equal(recording.warnings.length, lost.length === 0 ? 0 : 1);
        for (const key of lost) {
          assert.match(recording.warnings[0]!, new RegExp(`^LOST: .*\\b${key}\\b`));
        }
        return;
      }
      assert.equal(counts[NAT_GATEWAY], undefined);
      for (const key of common) {
        assert.equal(after[idOf(after, key)!]!["holdfast:holder"], "none");
        const announced = new RegExp(`^${key} .* moves from .*: this update frees it`);
        assert.ok(
          recording.warnings.some((warning) => announced.test(warning)),
          key,
        );
      }
    });
  }
});

type Held = ReturnType<typeof heldAfter>;

const keysOf = (held: Held): string[] => Object.values(held).map((tags) => tags["holdfast:key"]!);

const idOf = (held: Held, key: string): string | undefined =>
  Object.keys(held).find((id) => held[id]!["holdfast:key"] === key);
