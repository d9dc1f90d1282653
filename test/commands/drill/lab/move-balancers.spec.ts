import assert from "node:assert/strict";
import { followedBalancers } from "../../../../commands/drill/lab/followed";
import { moveBalancers } from "../../../../commands/drill/lab/move-balancers";
import { planBackends } from "../../../../commands/drill/lab/plan-backends";
import { Account } from "../../../../simulator/account";
import { answersTo } from "../../../../simulator/api/dns-answers";
import { followingDoor, recordProgram } from "../../../support/program";

describe("load balancers with other nodes", () => {
  const account = Account.inMemory();
  before(() => recordProgram(followingDoor(), account));

  it("have new addresses in the same zones, to which their names resolve", () => {
    const [name = ""] = followedBalancers(account);
    const before = planBackends(account).balancers.map(({ address }) => address);
    const moves = moveBalancers(account, [name]);
    assert.deepEqual(
      moves.map((move) => [move.before.zone, move.after.zone]),
      [
        ["us-east-1a", "us-east-1a"],
        ["us-east-1b", "us-east-1b"],
      ],
    );
    const addresses = moves.map(({ after }) => after.address);
    assert.ok(addresses.every((address) => !before.includes(address)));
    const answers = answersTo(account, name)!.map(({ data }) => data);
    assert.deepEqual(answers.sort(), addresses.sort());
  });

  it("are those with the names, and no others", () => {
    assert.deepEqual(moveBalancers(account, ["other.example.com"]), []);
  });
});
