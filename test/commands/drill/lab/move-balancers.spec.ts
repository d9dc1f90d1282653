import assert from "node:assert/strict";
import { allowListOf, pooledBalancers } from "../../../../commands/drill/lab/allow-list";
import { followedBalancers } from "../../../../commands/drill/lab/followed";
import { planMoves } from "../../../../commands/drill/lab/move-balancers";
import { planBackends } from "../../../../commands/drill/lab/plan-backends";
import { judge } from "../../../../lambda/check-pool/judge";
import { Account } from "../../../../simulator/account";
import { answersTo } from "../../../../simulator/api/dns-answers";
import { followingDoor, pooledDoor, recordProgram } from "../../../support/program";

describe("load balancers with other nodes", () => {
  const account = Account.inMemory();
  before(() => recordProgram(followingDoor(), account));

  it("have new addresses in the same zones, to which their names resolve", () => {
    const [name = ""] = followedBalancers(account);
    const before = planBackends(account).balancers.map(({ address }) => address);
    const { moves, apply } = planMoves(account, [name]);
    assert.deepEqual(
      moves.map((move) => [move.before.zone, move.after.zone]),
      [
        ["us-east-1a", "us-east-1a"],
        ["us-east-1b", "us-east-1b"],
      ],
    );
    const addresses = moves.map(({ after }) => after.address);
    assert.ok(addresses.every((address) => !before.includes(address)));
    const answers = () => answersTo(account, name)!.map(({ data }) => data);
    assert.deepEqual(answers().sort(), moves.map((move) => move.before.address).sort());
    apply();
    assert.deepEqual(answers().sort(), addresses.sort());
  });

  it("have new public addresses of the same block, if they draw from one", async () => {
    const pooled = Account.inMemory();
    await recordProgram(pooledDoor(), pooled);
    const [name = ""] = pooledBalancers(pooled);
    const { moves, apply } = planMoves(pooled, [name]);
    apply();
    const before = moves.map((move) => move.before.publicAddress!);
    const after = moves.map((move) => move.after.publicAddress!);
    assert.equal(new Set([...before, ...after]).size, 4);
    const blocks = allowListOf(pooled);
    assert.deepEqual(judge({ blocks, allocated: [], addresses: after }).outside, []);
    assert.deepEqual(
      answersTo(pooled, name)!
        .map(({ data }) => data)
        .sort(),
      after.sort(),
    );
  });

  it("are those with the names, and no others", () => {
    assert.deepEqual(planMoves(account, ["other.example.com"]).moves, []);
  });
});
