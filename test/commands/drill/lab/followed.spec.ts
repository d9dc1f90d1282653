import assert from "node:assert/strict";
import {
  followedBalancers,
  followedIn,
  registeredFor,
} from "../../../../commands/drill/lab/followed";
import { Account } from "../../../../simulator/account";
import { TARGET_GROUP_ATTACHMENT } from "../../../../simulator/model/tokens";
import { followingDoor, nlbFrontDoor, recordProgram } from "../../../support/program";

describe("what functions follow", () => {
  it("is in their environment: a name for each colour, with what is registered for it", async () => {
    const account = Account.inMemory();
    await recordProgram(followingDoor(), account);
    const followed = followedIn(account);
    assert.deepEqual(
      followed.map(({ port }) => port),
      [80, 80],
    );
    assert.deepEqual(
      followed.map(({ dnsName }) => dnsName).sort(),
      followedBalancers(account).sort(),
    );
    const [first, second] = followed;
    account.create(TARGET_GROUP_ATTACHMENT, "us-east-1", {
      targetGroupArn: first!.targetGroupArn,
      targetId: "10.30.0.4",
      port: 80,
      availabilityZone: "all",
    });
    assert.deepEqual(registeredFor(account, first!), ["10.30.0.4"]);
    assert.deepEqual(registeredFor(account, second!), []);
  });

  it("is nothing where an ALB itself is the target", async () => {
    const account = Account.inMemory();
    await recordProgram(nlbFrontDoor(), account);
    assert.deepEqual([followedIn(account), followedBalancers(account)], [[], []]);
  });
});
