import assert from "node:assert/strict";
import { Account, HOSTED_ZONE, seedAccount, seedZone } from "../../simulator";

describe("the seed of an account", () => {
  it("is the public zone example.com, once, which is found by its name", () => {
    const account = Account.inMemory();
    seedAccount(account);
    seedAccount(account);
    const [zone, ...others] = account.all(HOSTED_ZONE);
    assert.deepEqual(others, []);
    const found = account.lookUp("aws:route53/getZone:getZone", "us-east-1", {
      name: "example.com",
    });
    assert.deepEqual([found["zoneId"], found["privateZone"]], [zone!.id, false]);
    assert.equal((found["nameServers"] as string[]).length, 4);
  });

  it("has the same ids in every account", () => {
    const [one, other] = [Account.inMemory(), Account.inMemory()].map((account) =>
      seedZone(account, "shop.test"),
    );
    assert.equal(one!.id, other!.id);
    assert.match(one!.id, /^Z[A-Z0-9]{1,31}$/);
  });
});
